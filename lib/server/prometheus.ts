import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../metrics'

const seconds = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** The process's Prometheus registry: what the gateway counts itself, and what the app counts through `Metrics`. */
export function createPrometheus() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Answers by route, method and status, and how long they took.',
    labelNames: ['route', 'method', 'status'],
    buckets: seconds,
    registers,
  })
  const inFlight = new Gauge({ name: 'http_requests_in_flight', help: 'Requests being answered.', registers })
  const awsCalls = new Histogram({
    name: 'aws_call_duration_seconds',
    help: "Requests to AWS by operation and outcome (ok, or AWS's error name).",
    labelNames: ['operation', 'outcome'],
    buckets: seconds,
    registers,
  })
  const caches = new Counter({
    name: 'cache_requests_total',
    help: 'Questions to the caches, by cache and outcome (hit or miss).',
    labelNames: ['cache', 'outcome'],
    registers,
  })
  const queue = new Gauge({
    name: 'aws_queue_length',
    help: 'Calls waiting for their share of the AWS quota, by operation.',
    labelNames: ['operation'],
    registers,
  })
  const viewers = new Gauge({
    name: 'log_viewers',
    help: 'Browsers following a running log stream.',
    registers,
  })
  const kept = new Counter({
    name: 'archived_builds_total',
    help: 'Builds of the archive, by outcome (kept, failed or removed).',
    labelNames: ['outcome'],
    registers,
  })
  const notices = new Counter({
    name: 'notices_total',
    help: 'Attempts to tell a receiver of NOTIFY_URL something, by outcome (sent, failed or given up).',
    labelNames: ['outcome'],
    registers,
  })
  const metrics: Metrics = {
    awsCall: (operation, outcome, took) => awsCalls.observe({ operation, outcome }, took),
    cache: (cache, outcome) => caches.inc({ cache, outcome }),
    queue: (operation, waiting) => queue.set({ operation }, waiting),
    viewers: (count) => viewers.set(count),
    kept: (outcome) => kept.inc({ outcome }),
    notice: (outcome) => notices.inc({ outcome }),
  }
  return { registry, requests, inFlight, metrics }
}

export type Prometheus = ReturnType<typeof createPrometheus>
