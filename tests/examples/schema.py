"""examples/sidetick.schema.json, asked as Taplo asks it: a file of TOML as JSON, its dates as strings."""

import datetime
import json
import tomllib

import jsonschema

from example import EXAMPLES

SCHEMA = json.loads((EXAMPLES / "sidetick.schema.json").read_text())


def as_json(value):
    """What tomllib has read, with the dates and times that JSON does not have as strings."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def errors(text):
    """What the schema has against a text of TOML."""
    found = jsonschema.Draft4Validator(SCHEMA).iter_errors(as_json(tomllib.loads(text)))
    return sorted(found, key=lambda error: [str(step) for step in error.absolute_path])


def node(path):
    """The schema of what stands at `path`, "schedules.x.cron": any name of a schedule or calendar is one."""
    found = SCHEMA
    for step in path.split(".") if path else []:
        found = found["properties"][step] if step in found.get("properties", {}) else found["additionalProperties"]
        if "$ref" in found:
            found = SCHEMA["definitions"][found["$ref"].removeprefix("#/definitions/")]
    return found


def nodes(found=SCHEMA):
    """Each schema within the schema that a key has."""
    for key, each in {**found.get("properties", {}), **found.get("definitions", {})}.items():
        if "$ref" not in each:
            yield key, each
            yield from nodes(each)
