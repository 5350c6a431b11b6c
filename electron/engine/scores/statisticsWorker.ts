import { parentPort, workerData } from 'node:worker_threads'
import { computeStatistics } from '../../shared/statistics/computeStatistics.ts'
import type { StatisticsInput } from '../../shared/statistics/statisticsInput.ts'

parentPort?.postMessage(computeStatistics(workerData as StatisticsInput))
