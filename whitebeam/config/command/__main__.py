import sys

from whitebeam.config.command import main

if __name__ == "__main__":
    sys.exit(main())
