export { type Chart, type ChartSpec, COLOURS, chart } from './chart.ts';
export { escapeHtml, type Html } from './html.ts';
export { readableNumber, readablePat } from './readable.ts';
export { type ReportPage, reportPage } from './reportPage.ts';
export { type Column, table } from './table.ts';
export { heading, list, paragraph } from './text.ts';
