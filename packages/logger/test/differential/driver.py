"""Runs cases with CPython's logging; the same cases run with @logboom/logger, see cases.ts.

Reads {"cases": [...]} from the file given, writes [result, ...] as JSON to stdout.
"""
import json
import logging
import logging.config
import logging.handlers
import os
import sys
import time
import types


class ListHandler(logging.Handler):
    def __init__(self, lines):
        super().__init__()
        self.lines = lines

    def emit(self, record):
        self.lines.append(self.format(record))


def make_record(parts):
    record = logging.LogRecord(
        parts["name"], parts["level"], parts["pathname"], parts["lineno"],
        parts["msg"], tuple(parts["args"]), None, parts["funcName"])
    for key in ("created", "msecs", "relativeCreated"):
        setattr(record, key, float(parts[key]))
    for key in ("process", "processName", "thread", "threadName"):
        setattr(record, key, parts[key])
    record.__dict__.update(parts["extra"])
    return record


def run_format(case):
    formatter = logging.Formatter(case["format"], case["datefmt"], case["style"])
    if case["utc"]:
        formatter.converter = time.gmtime
    return formatter.format(make_record(case["record"]))


def run_message(case):
    args = case["args"]
    record = logging.LogRecord("x", 20, "x.py", 1, case["msg"], tuple(args), None)
    return record.getMessage()


def read_folder(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            found[name] = file.read()
    return found


def reset():
    logging.shutdown()
    logging.disable(logging.NOTSET)
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.disabled = False
    root.setLevel(logging.WARNING)
    root.filters.clear()
    root.manager.loggerDict.clear()
    root.manager._clear_cache()
    logging._handlers.clear()


def run_tree(case):
    reset()
    outputs, handlers, answers = [], [], []
    for spec in case["handlers"]:
        lines = []
        handler = ListHandler(lines)
        handler.setLevel(spec["level"])
        handler.setFormatter(logging.Formatter(spec["format"]))
        if spec["filter"] is not None:
            handler.addFilter(logging.Filter(spec["filter"]))
        outputs.append(lines)
        handlers.append(handler)
    for op in case["ops"]:
        logger = logging.getLogger(op["logger"])
        kind = op["op"]
        if kind == "level":
            logger.setLevel(op["level"])
        elif kind == "add":
            logger.addHandler(handlers[op["handler"]])
        elif kind == "remove":
            logger.removeHandler(handlers[op["handler"]])
        elif kind == "propagate":
            logger.propagate = op["value"]
        elif kind == "disabled":
            logger.disabled = op["value"]
        elif kind == "filter":
            logger.addFilter(logging.Filter(op["name"]))
        elif kind == "disable":
            logging.disable(op["level"])
        elif kind == "ask":
            answers.append([logger.getEffectiveLevel(), logger.isEnabledFor(op["level"]), logger.hasHandlers(),
                            logger.name, logger.parent.name if logger.parent else None])
        elif kind == "log":
            logger.log(op["level"], op["msg"], *op["args"])
    return {"outputs": outputs, "answers": answers}


def run_dict(case):
    reset()
    folder = case["folder"] + "-python"
    os.makedirs(folder)
    text = json.dumps(case["config"]).replace("@FOLDER@", folder)
    for name in case["before"]:
        logging.getLogger(name)
    error = False
    try:
        logging.config.dictConfig(json.loads(text))
        for change in case["changes"]:
            logging.config.dictConfig(change)
    except ValueError:
        error = True
    for entry in case["logs"]:
        logging.getLogger(entry["logger"]).log(entry["level"], entry["msg"], *entry["args"])
    logging.shutdown()
    return {"error": error, "files": {} if error else read_folder(folder)}


def run_size(case):
    folder = case["folder"] + "-python"
    os.makedirs(folder)
    handler = logging.handlers.RotatingFileHandler(
        os.path.join(folder, "app.log"), maxBytes=case["maxBytes"], backupCount=case["backupCount"],
        encoding="utf-8", delay=case["delay"])
    for message in case["messages"]:
        handler.handle(logging.LogRecord("x", 20, "x.py", 1, message, (), None))
    handler.close()
    return read_folder(folder)


def run_timed(case):
    os.environ["TZ"] = case["zone"]
    time.tzset()
    folder = case["folder"] + "-python"
    os.makedirs(folder)
    clock = types.SimpleNamespace(now=case["times"][0])
    logging.handlers.time = types.SimpleNamespace(
        time=lambda: clock.now, localtime=time.localtime, gmtime=time.gmtime, strftime=time.strftime)
    at = None
    if case["atTime"] is not None:
        import datetime
        at = datetime.time(*case["atTime"])
    handler = logging.handlers.TimedRotatingFileHandler(
        os.path.join(folder, "app.log"), when=case["when"], interval=case["interval"],
        backupCount=case["backupCount"], encoding="utf-8", delay=True, utc=case["utc"], atTime=at)
    for now in case["times"]:
        clock.now = now
        handler.handle(logging.LogRecord("x", 20, "x.py", 1, "at %s" % int(now), (), None))
    handler.close()
    logging.handlers.time = time
    return read_folder(folder)


RUNNERS = {"format": run_format, "message": run_message, "tree": run_tree, "dict": run_dict,
           "size": run_size, "timed": run_timed}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    results = []
    for case in cases:
        try:
            results.append({"value": RUNNERS[case["kind"]](case)})
        except Exception as error:
            results.append({"error": "%s: %s" % (type(error).__name__, error)})
    json.dump(results, sys.stdout)


main()
