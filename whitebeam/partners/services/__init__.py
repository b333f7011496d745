"""What is done about agencies, their users, their agreements and the partnership's settings."""
