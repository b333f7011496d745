"""Risk: the same definitions that assessments are made by."""

from whitebeam.risk.rules.guides import Guide
from whitebeam.risk.rules.language import Pattern
from whitebeam.risk.rules.notice import Notice
from whitebeam.risk.rules.prompts import Definition as Prompt
from whitebeam.risk.rules.prompts import When
from whitebeam.risk.rules.tool_definition import Tool

__all__ = ["Guide", "Notice", "Pattern", "Prompt", "Tool", "When"]
