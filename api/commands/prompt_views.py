"""Prompts in the terminal: versions, messages, and two lists side by side."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from hybrid.domain import Json


def versions(told: Json) -> Table:
    """Every version of every prompt, newest first, and what points at it."""
    table = Table("prompt", "version", "kept", "serves as", "")
    for prompt in told["prompts"]:
        for n, one in enumerate(prompt["versions"]):
            table.add_row(
                prompt["name"] if n == 0 else "",
                one["version"],
                one["created_at"][:16].replace("T", " "),
                ", ".join(one["labels"]),
                "came with the program" if one["packaged"] else "",
            )
    return table


def facts(told: Json) -> str:
    """What ``check`` found, in a few lines."""
    lines = [f"It is fine, and would be {told['name']}@{told['version']}."]
    for name, text in (
        ("variables", "It names"),
        ("unused", "Declared and not used"),
        ("available", "It could also declare"),
        ("scenarios", "It has instructions for"),
    ):
        if told.get(name):
            lines.append(f"{text}: {', '.join(told[name])}.")
    return "\n".join(lines)


def length(told: Json) -> str:
    """How long the prompt is, and what was left out for it."""
    cut = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in told["cut"].items())
    text = f"about {told['estimated_tokens']:,} of {told['budget']:,} tokens (own estimate)"
    text += f"; cut to {cut}" if cut else "; nothing was cut"
    return text if told["fits"] else f"{text}; still too long"


def messages(told: Json) -> str:
    """The prompt as the model would get it, or the sentences under the list."""
    if "items" in told:
        return "\n".join(f"{item['rank']:>3}. {item['title']}: {item['reason']['text']}" for item in told["items"])
    return "\n\n".join(f"--- {message['role']}\n{message['content']}" for message in told["messages"])


def sides(told: Json) -> Table:
    """Both lists side by side: each item with its move from the blended order and its reason."""
    left, right = told["sides"]
    table = Table("", escape(left["prompt"]), escape(right["prompt"]), show_lines=True)
    table.columns[0].justify = "right"
    for n in range(max(len(left["items"]), len(right["items"]))):
        table.add_row(str(n + 1), *(_cell(side["items"], n) for side in (left, right)))
    return table


def effort(side: Json) -> str:
    """What one side took."""
    if "status" not in side:
        return f"{side['prompt']}: no model was asked"
    status = side["status"] if side["why"] is None else f"{side['status']} ({side['why']}): the blended order"
    cost = "price not known" if side["cost_usd"] is None else f"${side['cost_usd']:.5f}"
    used = "tokens not told" if side["tokens"] is None else f"{side['tokens']:,} tokens used"
    refused = ", ".join(f"{name} {number}" for name, number in side["refused"].items()) or "none"
    return (
        f"{side['prompt']}: {status}, {side['seconds']:.1f} s, {used}, {cost}; {length(side)}; "
        f"repairs {side['repairs']}; reasons refused: {refused}"
    )


def _cell(items: list[Json], n: int) -> str:
    if n >= len(items):
        return ""
    item = items[n]
    move = item["move"]
    moved = f" [green]▲{move}[/green]" if move > 0 else f" [red]▼{-move}[/red]" if move < 0 else ""
    reason, refused = item["reason"], item.get("refused")
    lines = [f"[bold]{escape(item['title'])}[/bold]{moved}", escape(reason["text"])]
    if reason["worded_by"] == "llm":
        lines[-1] += " [dim](model's words)[/dim]"
    if refused:
        lines.append(f"[dim]refused, {escape(refused['check'])}: {escape(refused['text'])}[/dim]")
    return "\n".join(lines)
