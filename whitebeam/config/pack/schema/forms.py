"""Forms: the same definition that the referral itself is asked by."""

from whitebeam.referrals.rules.form_definition import Form, Page, Question, Section

__all__ = ["Form", "Page", "Question", "Section"]
