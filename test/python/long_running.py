"""A long-running process of the kind that Elva was made for: long_running.py PORT PASSWORD CHANNEL NAME. Each
line of its standard input is a number: so many records it logs, through two loggers and at four levels."""

import logging
import sys

from redis_log import Handler

LEVELS = (logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL)

port, password, channel, name = sys.argv[1:]
logging.getLogger('shop').addHandler(Handler.to(channel, port, password))
logging.getLogger('shop').setLevel(logging.DEBUG)
number = 0
for line in sys.stdin:
    for _ in range(int(line)):
        log = logging.getLogger('shop.orders' if number % 2 else 'shop.payments.%s' % name)
        log.log(LEVELS[number % 4], '%s did step %d', name, number)
        number += 1
