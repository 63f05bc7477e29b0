"""Files sent as the parts of a form (RFC 7578), read as strictly as any other body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, InstanceOf, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError

from muster.http import faults
from muster.http.kinds import Malformed

M = TypeVar("M", bound=BaseModel)

MEDIA_TYPE: Final = "multipart/form-data"
_NAME: Final = re.compile(r"(?=.*[^ ])[^\x00-\x1f\x7f]{1,255}")
_MOST: Final = 50  # files at once
_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent, under its name alone: where it stood on somebody's disk is nobody's business."""

    name: str
    content: bytes

    def __str__(self) -> str:
        """Return its name: what is shown of it when something is wrong."""
        return self.name


async def parts(request: Request[Any, Any, Any], model: type[M]) -> M:
    """Return the body of a request as a model has it, whose fields are the names of the parts.

    Raises:
        Malformed: the body is not made of parts, or a text part is not UTF-8.
        Invalid: a part is missing, unknown, or not what it should be; every fault is listed.
    """
    try:
        form = await request.form()
    except (ClientException, UnicodeDecodeError, LookupError) as why:
        if isinstance(why, ClientException) and why.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
            raise
        raise Malformed("the parts of the body cannot be told apart, or read", code="malformed-parts") from why
    try:
        sent = {name: [await _part(each) for each in form.getall(name)] for name in dict.fromkeys(form)}
    finally:
        await form.close()
    try:
        return model.model_validate({name: each if len(each) > 1 else each[0] for name, each in sent.items()})
    except ValidationError as why:
        raise faults.refused(why, model) from why


async def _part(sent: str | UploadFile) -> str | Upload:
    if isinstance(sent, UploadFile):
        return Upload(re.split(r"[\\/]", sent.filename)[-1], await sent.read())
    return sent


def _listed(sent: object) -> object:
    return tuple(sent) if isinstance(sent, list) else (sent,)


def _named(files: Sequence[Upload]) -> Sequence[Upload]:
    if not all(_NAME.fullmatch(each.name) for each in files):
        context = {"expected": "names of one line of text, of at most 255 characters", "fix": "rename the files"}
        raise PydanticCustomError("refused", "{expected}", context)
    return files


def _text(sent: object) -> object:
    """Take a text that was sent as a file for what it is."""
    if not isinstance(sent, Upload):
        return sent
    try:
        return sent.content.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        context = {"expected": "text in UTF-8", "fix": "save the file again as UTF-8"}
        raise PydanticCustomError("refused", "{expected}", context) from why


def _number(sent: object) -> object:
    """Take digits for the number they are: a form has nothing but text."""
    is_one = isinstance(sent, str) and sent.isascii() and sent.isdecimal() and len(sent) <= _DIGITS
    return int(sent) if is_one and isinstance(sent, str) else sent


_AS_FILE: Final = {"type": "string", "contentMediaType": "application/octet-stream"}

# The bounds come first: behind a validator pydantic takes them for those of a text.
Files = Annotated[
    tuple[Annotated[InstanceOf[Upload], WithJsonSchema(_AS_FILE)], ...],
    Field(min_length=1, max_length=_MOST),
    BeforeValidator(_listed),
    AfterValidator(_named),
]
Text = Annotated[str, Field(max_length=500_000), BeforeValidator(_text)]
Number = Annotated[int, Field(ge=0), BeforeValidator(_number)]
