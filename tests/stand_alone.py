"""The stand-alone verifier as a module, loaded from its file: it belongs to no package."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

FILE = Path(__file__).resolve().parents[1] / "tools" / "verify_audit.py"


@cache
def verify_audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_audit", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_audit"] = module
    spec.loader.exec_module(module)
    return module
