"""What is done with the plan, one module a workflow."""
