// Generated from risk's table of thresholds by `pnpm compile`.

export const phaseThresholds = {
  minDays: 90,
  minTradedHours: 1000,
  maxDailyVolatilityBps: 2500,
  maxLargestBuyerBps: 2000,
  minDeliveredBps: 9500,
  minBuyers: 25,
  maxReportAge: 2592000,
  minVolume: 900000000000000000000000n,
} as const;
