"""What those who keep groups do, one module a part of the work."""
