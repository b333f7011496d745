.PHONY: help run test check format types contracts journeys reset screenshots
.DEFAULT_GOAL := help

help:            ## Show these lines
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run:             ## Set up and serve both sites
	./run

test:            ## Every check and test
	./test

check:           ## The same without a browser
	./test fast

format:          ## Put the code in its form
	.venv/bin/ruff check --fix . && .venv/bin/ruff format .

types:           ## Check the types
	.venv/bin/mypy whitebeam

contracts:       ## Check which app may import which
	.venv/bin/lint-imports

journeys:        ## Walk the journeys in a browser
	./test tests/journeys

reset:           ## Forget the demonstration and begin again
	./run --reset

screenshots:     ## Draw the main pages into docs/images
	.venv/bin/whitebeam screenshots
