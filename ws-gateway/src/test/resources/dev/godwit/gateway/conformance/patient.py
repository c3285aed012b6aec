# Autobahn|Testsuite with more patience than its own second: a busy machine takes longer than that without being wrong.
# Arguments: PATIENCE (a factor), then those of wstest.
import sys

from autobahntestsuite import fuzzing, wstest

factor = int(sys.argv.pop(1))
set_session = fuzzing.FuzzingClientFactory.setSessionParameters


def patient(wait):
    return lambda self, delay: wait(self, factor * delay)


def set_session_of_bytes(self, url=None, origin=None, protocols=(), *others, **named):
    # It takes subprotocols for bytes, but has them from JSON, which makes them Unicode.
    set_session(self, url, origin, [str(each) for each in protocols], *others, **named)


fuzzing.FuzzingProtocol.killAfter = patient(fuzzing.FuzzingProtocol.killAfter)
fuzzing.FuzzingProtocol.closeAfter = patient(fuzzing.FuzzingProtocol.closeAfter)
fuzzing.FuzzingClientFactory.setSessionParameters = set_session_of_bytes
wstest.run()
