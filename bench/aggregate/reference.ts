/**
 * The aggregator of the deck (slide 13) in Python, with its simulated waits left out, and a counter that keeps its
 * heap from comparing entries.
 */
export const REFERENCE = `
import asyncio, heapq, json, sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

@dataclass
class LogEntry:
    timestamp: float
    level: str
    message: str
    service: str
    trace_id: str

class HighPerformanceLogAggregator:
    def __init__(self, parse, buffer_size=10000):
        self.parse = parse
        self.buffer_size = buffer_size
        self.buffer = []
        self.service_stats = defaultdict(lambda: defaultdict(int))
        self.active_traces = set()
        self.priority_queue = []
        self.count = 0

    async def process_log_file(self, filepath):
        with open(filepath) as file:
            for line in file:
                await self.process_log_entry(line)
                if len(self.buffer) >= self.buffer_size:
                    self.buffer.clear()

    async def process_log_entry(self, line):
        entry = self.parse(line)
        self.service_stats[entry.service][entry.level] += 1
        self.active_traces.add(entry.trace_id)
        self.count += 1
        heapq.heappush(self.priority_queue, (entry.timestamp, self.count, entry))
        self.buffer.append(entry)

def pipes(line):
    parts = line.split(' | ')
    return LogEntry(float(parts[0]), parts[1], parts[2], parts[3], parts[4].strip())

def from_json(line):
    value = json.loads(line)
    return LogEntry(datetime.fromisoformat(value['timestamp'].replace('Z', '+00:00')).timestamp(), value['level'],
                    value['message'], value['service'], value['trace_id'])

aggregator = HighPerformanceLogAggregator({'pipes': pipes, 'json': from_json}[sys.argv[1]])
asyncio.run(aggregator.process_log_file(sys.argv[2]))
print(aggregator.count)
`;
