"""Risk tools: what is asked can be kept, and what prompts speak of is asked somewhere."""

from collections import Counter
from collections.abc import Iterator

from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem
from whitebeam.config.pack.schema.risk import Prompt, Tool, When


def check(pack: Pack) -> Iterator[Problem]:
    """Find tools without items, items asked twice, prompts that nothing raises."""
    for tool in pack.tools:
        yield from _tool(pack, tool)
    if pack.tools:
        yield from _beside(pack)
    asked = {code for tool in pack.tools for code in tool.codes()}
    answered = _answered(pack)
    for index, prompt in enumerate(pack.prompts):
        sentences = (*_prompt(prompt, asked, answered), *_beside_results(pack, prompt))
        for sentence in sentences:
            file, line = pack.where("prompts", index)
            yield Problem(file, line, sentence)
    yield from _said_by_items(pack, asked)


def _said_by_items(pack: Pack, asked: set[str]) -> Iterator[Problem]:
    """Find options of forms that say the same as an item which no tool asks."""
    for form in pack.forms:
        for question in form.questions():
            for option in question.options:
                for code in sorted(set(option.items) - asked):
                    sentence = f"'{option.code}' says the same as '{code}', which no tool asks."
                    yield Problem(f"forms/{form.code}.yaml", 1, sentence)


def _tool(pack: Pack, tool: Tool) -> Iterator[Problem]:
    section = f"tools/{tool.code}"
    if section not in pack.places:
        yield Problem(f"{section}.yaml", 1, "A tool's file must be named after its code.")
        return
    file, line = pack.where(section)
    if bool(tool.rows) != (tool.kind == "GRID"):
        yield Problem(file, line, "A grid, and only a grid, has rows.")
    if bool(tool.sections) == (tool.kind == "GRID"):
        sentence = "A grid asks no items; every other tool does, a result for its signs."
        yield Problem(file, line, sentence)
    for code, times in Counter(tool.codes()).items():
        if times > 1:
            yield Problem(file, line, f"The item '{code}' is asked twice.")
    ages = tool.age_min, tool.age_max
    if ages[0] is not None and ages[1] is not None and ages[0] > ages[1]:
        yield Problem(file, line, "'age_min' is more than 'age_max'.")


def _beside(pack: Pack) -> Iterator[Problem]:
    kinds = {tool.kind for tool in pack.tools}
    opened = {item.opens for tool in pack.tools for item in tool.items() if item.opens}
    for kind in sorted(opened - kinds):
        sentence = f"An item opens {kind}, and there is no tool of this kind."
        yield Problem("tools", 1, sentence)
    if pack.risk_notice is None:
        sentence = "There are tools, and no risk_notice.yaml. Say what they can and cannot tell."
        yield Problem("risk_notice.yaml", 1, sentence)


def _answered(pack: Pack) -> dict[str, set[str]]:
    """Return the options of every question of every form."""
    options: dict[str, set[str]] = {}
    for form in pack.forms:
        for question in form.questions():
            options.setdefault(question.code, set()).update(
                option.code for option in question.options
            )
    return options


def _beside_results(pack: Pack, prompt: Prompt) -> Iterator[str]:
    """Name a prompt that no sign raises when all that is held is another tool's result."""
    for tool in (one for one in pack.tools if one.kind == "EXTERNAL"):
        signs = set(tool.codes())
        if prompt.when and not any(_is_asked(when, signs) for when in prompt.when):
            yield f"Beside another tool's result nothing raises '{prompt.code}': add its sign."


def _is_asked(when: When, signs: set[str]) -> bool:
    return (
        signs.issuperset(when.all_yes)
        and (not when.any_yes or bool(signs & set(when.any_yes)))
        and (not when.any_tick or bool(signs & set(when.any_tick)))
    )


def _prompt(prompt: Prompt, asked: set[str], answered: dict[str, set[str]]) -> Iterator[str]:
    for when in prompt.when:
        for code in (*when.any_yes, *when.all_yes, *when.any_tick):
            if code not in asked:
                yield f"'{prompt.code}' waits for '{code}', which no tool asks."
    named = (prompt.form, *prompt.form_all)
    for question, codes in (pair for group in named for pair in group.items()):
        if missing := set(codes) - answered.get(question, set()):
            yield f"'{prompt.code}' waits for {sorted(missing)}, which '{question}' cannot answer."
    if not (prompt.when or prompt.form or prompt.form_all):
        yield f"Nothing raises '{prompt.code}'."
