import { byPattern } from '../by-pattern.ts';
import { clockTime, dayMonthTime, isoTime, monthNameTime } from '../times.ts';
import { IDENTIFIER, ISO, LEVEL } from './parts.ts';

export const springBoot = byPattern({
  name: 'spring-boot',
  title: "Spring Boot's default (logback)",
  starts: '0',
  pattern: new RegExp(
    String.raw`^(${ISO}) +(${LEVEL}) +(\d+) --- (?:\[([^\]]*)\] )??\[ *([^\]]*)\] (\S+) *: (.*)$`,
  ),
  fields: ['time', 'level', 'pid', 'service', 'thread', 'logger', 'message'],
  time: isoTime,
  examples: [
    {
      text: '2024-11-17T10:15:30.123+01:00  WARN 7 --- [           main] com.example.Shop                         : cart is full',
      time: '2024-11-17T09:15:30.123Z',
      level: 'warn',
      logger: 'com.example.Shop',
      message: 'cart is full',
      attributes: { pid: '7', thread: 'main' },
    },
    {
      text: '2024-11-17T10:15:30.123Z  INFO 7 --- [shop] [nio-8080-exec-1] c.e.Cart : added',
      time: '2024-11-17T10:15:30.123Z',
      level: 'info',
      service: 'shop',
      logger: 'c.e.Cart',
      message: 'added',
      attributes: { pid: '7', thread: 'nio-8080-exec-1' },
    },
  ],
});

export const logback = byPattern({
  name: 'logback',
  title: 'logback and log4j: time [thread] LEVEL logger - message',
  starts: '0',
  pattern: new RegExp(String.raw`^(${ISO}) +\[([^\]]*)\] +(${LEVEL}) +(${IDENTIFIER}) *(?:- |: )(.*)$`),
  fields: ['time', 'thread', 'level', 'logger', 'message'],
  time: isoTime,
  examples: [
    {
      text: '2024-11-17 10:15:30,123 [main] ERROR com.example.Shop - cannot pay',
      time: '2024-11-17T10:15:30.123Z',
      level: 'error',
      logger: 'com.example.Shop',
      message: 'cannot pay',
      attributes: { thread: 'main' },
    },
  ],
});

export const logbackClock = byPattern({
  name: 'logback-clock',
  title: "logback's default without configuration: only a clock time",
  starts: '0',
  pattern: new RegExp(
    String.raw`^(\d\d:\d\d:\d\d[.,]\d{3}) +\[([^\]]*)\] +(${LEVEL}) +(${IDENTIFIER}) *(?:- |: |-- )(.*)$`,
  ),
  fields: ['time', 'thread', 'level', 'logger', 'message'],
  time: clockTime,
  examples: [
    {
      text: '10:15:30.123 [main] DEBUG com.example.Shop - ready',
      time: '2024-11-17T10:15:30.123Z',
      level: 'debug',
      logger: 'com.example.Shop',
      message: 'ready',
      attributes: { thread: 'main' },
    },
  ],
});

export const log4j = byPattern({
  name: 'log4j',
  title: 'log4j, WildFly, Hadoop: time LEVEL [thread] logger - message',
  starts: '0',
  pattern: new RegExp(
    String.raw`^(${ISO}) +(${LEVEL}) +(?:\[([^\]]*)\] +)?(?:(${IDENTIFIER}) *(?:\(([^)]*)\) |- |: )|\(([^)]*)\) )(.*)$`,
  ),
  fields: ['time', 'level', 'thread', 'logger', 'thread', 'thread', 'message'],
  time: isoTime,
  examples: [
    {
      text: '2024-11-17 10:15:30,123 WARN  [main] com.example.Shop: slow',
      time: '2024-11-17T10:15:30.123Z',
      level: 'warn',
      logger: 'com.example.Shop',
      message: 'slow',
      attributes: { thread: 'main' },
    },
    {
      text: '2024-11-17 10:15:30,123 INFO org.apache.hadoop.hdfs.DataNode: block sent',
      time: '2024-11-17T10:15:30.123Z',
      level: 'info',
      logger: 'org.apache.hadoop.hdfs.DataNode',
      message: 'block sent',
    },
  ],
});

/** `SimpleFormatter`; current JDKs put a narrow no-break space before AM and PM. */
const JUL_HEAD = String.raw`([A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d\d:\d\d[ \u202f][AP]M) (\S+)(?: (\S+))?`;
const JUL_BEGINS = new RegExp(`^${JUL_HEAD}$`);

export const javaUtilLogging = byPattern({
  name: 'java-util-logging',
  title: "java.util.logging's default: two lines a record",
  starts: 'A',
  isOpen: (line, wasOpen) => !wasOpen && JUL_BEGINS.test(line),
  pattern: new RegExp(`^${JUL_HEAD}\n(SEVERE|WARNING|INFO|CONFIG|FINE|FINER|FINEST): (.*)$`),
  fields: ['time', 'logger', 'function', 'level', 'message'],
  time: monthNameTime,
  examples: [
    {
      text: 'Nov 17, 2024 10:15:30 PM com.example.Shop pay\nSEVERE: cannot pay',
      time: '2024-11-17T22:15:30Z',
      level: 'error',
      logger: 'com.example.Shop',
      message: 'cannot pay',
      attributes: { function: 'pay', severity_text: 'SEVERE' },
    },
    {
      text: 'Nov 7, 2024 1:15:30\u202fAM root\nINFO: ready',
      time: '2024-11-07T01:15:30Z',
      level: 'info',
      logger: 'root',
      message: 'ready',
    },
  ],
});

export const tomcat = byPattern({
  name: 'tomcat',
  title: "Tomcat's catalina.log",
  starts: '0',
  pattern:
    /^(\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d\.\d{3}) (SEVERE|WARNING|INFO|CONFIG|FINE|FINER|FINEST) \[([^\]]*)\] (\S+) (.*)$/,
  fields: ['time', 'level', 'thread', 'logger', 'message'],
  time: dayMonthTime,
  examples: [
    {
      text: '17-Nov-2024 10:15:30.123 WARNING [main] org.apache.catalina.startup.Catalina.start Server startup in [1234] milliseconds',
      time: '2024-11-17T10:15:30.123Z',
      level: 'warn',
      logger: 'org.apache.catalina.startup.Catalina.start',
      message: 'Server startup in [1234] milliseconds',
      attributes: { severity_text: 'WARNING', thread: 'main' },
    },
  ],
});
