"""Says what docutils thinks of texts: JSON strings in, JSON verdicts out, one a line."""
import io
import json
import re
import sys

import docutils.core
import docutils.frontend
import docutils.nodes as nodes
import docutils.utils
from docutils.parsers import rst
from docutils.parsers.rst import roles

SETTINGS = docutils.frontend.get_default_settings(rst.Parser)
SETTINGS.warning_stream = io.StringIO()
SETTINGS.file_insertion_enabled = False  # a text must not read files here
STANDARD_ROLES = dict(roles._roles)


def message_class(text):
    """the first line, quoted parts and numbers taken out"""
    return re.sub(r'\d+', 'N', re.sub(r'"[^"]*"', '"..."', text.split('\n')[0]))


def first_message(text):
    """level and class of the message that pyvideo/data's tests see"""
    roles._roles.clear()
    roles._roles.update(STANDARD_ROLES)
    document = docutils.utils.new_document('', SETTINGS.copy())
    try:
        rst.Parser().parse(text, document)
    except docutils.utils.SystemMessage as e:
        return e.level, message_class(e.args[0].split(') ', 1)[1])
    except (Exception, RecursionError) as e:
        return 5, type(e).__name__
    for n in document.findall(nodes.system_message):
        if n.hasattr('line'):
            return n['level'], message_class(n.children[0].astext())
    return 0, ''


def problems(text):
    """classes of the messages of a full publish"""
    roles._roles.clear()
    roles._roles.update(STANDARD_ROLES)
    try:
        d = docutils.core.publish_doctree(text, settings_overrides=dict(
            warning_stream=io.StringIO(), halt_level=5, report_level=2,
            file_insertion_enabled=False, _disable_config=True))
    except (Exception, RecursionError) as e:
        return ['crash: ' + type(e).__name__]
    found = list(d.findall(nodes.system_message)) + d.transform_messages
    return sorted({message_class(n.children[0].astext()) for n in found if n['level'] >= 2})


for line in sys.stdin:
    text = json.loads(line)
    level, message = first_message(text)
    print(json.dumps({'text': text, 'valid': level < 2, 'level': level,
                      'message': message, 'problems': problems(text)}))
