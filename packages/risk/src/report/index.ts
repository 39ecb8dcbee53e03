/** The risk report as a page. An entry of its own, because it loads the chart library. */
export { riskReportHtml } from './riskReportHtml.ts';
