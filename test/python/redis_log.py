"""What python-redis-log does, which itself is of Python 2: the names and the form of its RedisLogRecord,
through python3-redis. As a program: redis_log.py PORT PASSWORD CHANNEL WORD COUNT."""

import datetime
import getpass
import json
import logging
import socket
import sys
import traceback

import redis

LEVELS = {logging.INFO: 'info', logging.WARNING: 'warning', logging.ERROR: 'error', logging.CRITICAL: 'critical'}


class Handler(logging.Handler):
    def __init__(self, channel, client):
        super().__init__()
        self.channel, self.client = channel, client

    @classmethod
    def to(cls, channel, port, password):
        return cls(channel, redis.Redis(host='localhost', port=int(port), password=password))

    def emit(self, record):
        data = dict(name=record.name, level=LEVELS.get(record.levelno, 'unknown'), filename=record.pathname,
            line_no=record.lineno, msg=str(record.msg), args=list(record.args or ()),
            time=datetime.datetime.utcnow().isoformat(), username=getpass.getuser(), funcname=record.funcName,
            hostname=socket.gethostname(), traceback=None)
        if record.exc_info:
            data['traceback'] = ''.join(traceback.format_exception(*record.exc_info))
        self.client.publish(self.channel, json.dumps(data))


def work(log, word, count):
    for i in range(count - 2):
        log.warning('%s number %d', word, i)
    log.debug('I like pie')
    try:
        raise ValueError('no')
    except ValueError:
        log.error('Trousers!', exc_info=True)


if __name__ == '__main__':
    port, password, channel, word, count = sys.argv[1:]
    log = logging.getLogger('my.logger')
    log.setLevel(logging.DEBUG)
    log.addHandler(Handler.to(channel, port, password))
    work(log, word, int(count))
