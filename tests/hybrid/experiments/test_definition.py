import pytest
from pydantic import ValidationError

from hybrid.experiments.definition import Definition, Metric
from hybrid.problems import problems


def parsed(**fields: object) -> Definition:
    arms = {"control": {}, "bold": {"rerank_weight": 0.0}}
    return Definition.model_validate({"scenarios": ["homepage"], "arms": arms, **fields})


def refused(**fields: object) -> tuple[str, str, str]:
    with pytest.raises(ValidationError) as error:
        parsed(**fields)
    problem = problems(error.value.errors(), list(Definition.model_fields), "an experiment")[0]
    return problem.pointer, problem.message, problem.remedy


def test_little_need_be_said() -> None:
    definition = parsed()
    assert (definition.metric, definition.alpha, definition.traffic) == (Metric.CTR, 0.05, 1.0)
    assert definition.treatments == ("bold",)


def test_a_scenario_that_is_named_twice_counts_once() -> None:
    assert parsed(scenarios=["cart", "homepage", "cart"]).scenarios == ["cart", "homepage"]


def test_shares_stand_beside_each_other_and_add_up_to_one() -> None:
    definition = parsed(arms={"control": {"share": 3}, "bold": {}})
    assert definition.shares == {"control": 0.75, "bold": 0.25}


@pytest.mark.parametrize(
    ("fields", "pointer", "told"),
    [
        ({"arms": {"control": {}}}, "/arms", "2 to 10 arms"),
        ({"control": "contrl"}, "/control", "Did you mean `control`?"),
        ({"arms": {"control": {}, "b": {"blend": {"lightfn": 2.0}}}}, "/arms/b/blend", "Did you mean `lightfm`?"),
        ({"arms": {"control": {}, "b": {"blend": {"lightfm": -1.0}}}}, "/arms/b/blend/lightfm", "at least 0"),
        ({"arms": {"control": {}, "b": {"baseline": "newest", "rerank_weight": 0.0}}}, "/arms/b/rerank_weight",
         "`baseline` ranks"),
        ({"arms": {"control": {}, "b": {"reranc_weight": 0.5}}}, "/arms/b/reranc_weight", "is no field"),
        ({"arms": {str(n): {"model": f"2026-{n}"} for n in range(4)}}, "/arms", "3 trained models"),
        ({"scenarios": []}, "/scenarios", "must name at least 1 scenario, not `*`. Name where it runs"),
        ({"scenarios": ["*"]}, "/scenarios", "not `*`"),
        ({"scenarios": ["Home"]}, "/scenarios/0", ""),
        ({"traffic": 0.0}, "/traffic", "must be more than 0; got 0.0"),
        ({"arms": {"control": {}, "b": {"share": 0.0}}}, "/arms/b/share", "must be more than 0"),
        ({"guardrails": [{"metric": "ctr", "drop": 1.0}]}, "/guardrails/0/drop", "must be less than 1"),
        ({"alpha": 0.5}, "/alpha", "at most 0.2"),
        ({"guardrails": [{"metric": "clicks"}]}, "/guardrails/0/metric", "one of"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(fields: dict[str, object], pointer: str, told: str) -> None:
    where, message, remedy = refused(**fields)
    assert where == pointer
    assert told in f"{message} {remedy}"
