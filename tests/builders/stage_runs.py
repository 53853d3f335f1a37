"""The stages from the raw folder to the check, run one after the other in this process."""

from pathlib import Path

from presspack.__main__ import main


def run_stages(folder: Path, settings: str = "") -> list[int]:
    """Run the stages up to the check on `folder`/raw in one shard, with more `settings` as YAML.

    Return how each ended, up to the first fault.
    """
    (folder / "settings.yaml").write_text(f"catalogue: {{shards: 1}}\n{settings}", encoding="utf-8")
    at = {
        name: str(folder / name)
        for name in ("raw", "catalogue", "clean", "parsed", "extracted", "cache", "tables", "checked")
    }
    shard, cached = f"{at['catalogue']}/000.parquet", lambda name: ["--cache", f"{at['cache']}/{name}"]
    clean, parsed, extracted = f"{at['clean']}/000", f"{at['parsed']}/000.parquet", f"{at['extracted']}/000"
    ran = [
        ["catalogue", "--raw", at["raw"], "--output", at["catalogue"]],
        ["clean-shard", "--raw", at["raw"], "--shard", shard, *cached("clean"), "--output", clean],
        ["parse-shard", "--cleaned", clean, *cached("parsed"), "--output", parsed],
        ["extract-shard", "--cleaned", clean, "--parsed", parsed, *cached("extracted"), "--output", extracted],
        ["resolve", "--cleaned", clean, "--extracted", extracted, *cached("copies"), "--output", at["tables"]],
        [
            "check",
            "--tables",
            at["tables"],
            "--cleaned",
            clean,
            "--catalogue",
            shard,
            *cached("checked"),
            "--output",
            at["checked"],
        ],
    ]
    codes: list[int] = []
    while len(codes) < len(ran) and not any(codes):
        codes.append(main([*ran[len(codes)], "--config", str(folder / "settings.yaml")]))
    return codes
