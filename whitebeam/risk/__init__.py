"""Risk assessments: tools, answers, grounds, prompts, and what keeps them honest."""
