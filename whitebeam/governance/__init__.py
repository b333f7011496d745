"""Groups, their seats and meetings: agenda, papers, minutes, decisions and risks."""
