import { parse, View } from 'vega';
import { type Config, compile, type TopLevelSpec } from 'vega-lite';
import { escapeHtml, type Html } from './html.ts';

/** A vega-lite specification; size, fonts and colours come from here. */
export type ChartSpec = TopLevelSpec;

/** A chart with the sentence that says how to read it. */
export interface Chart {
  readonly title: string;
  readonly caption: string;
  readonly spec: ChartSpec;
}

/** The colours of gain, loss and what is neutral, for specifications that set them by meaning. */
export const COLOURS = { gain: '#2f7d5b', loss: '#b3423a', plain: '#0b6e99', quiet: '#9aa4b2' } as const;

/** As wide as a phone shows with letters of 11 pixels; a desk's screen enlarges it. */
const WIDTH = 420;
const HEIGHT = 300;
const FONT_SIZE = 12;

const config: Config = {
  aria: false,
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  autosize: { type: 'fit', contains: 'padding' },
  legend: {
    orient: 'bottom',
    columns: 2,
    labelLimit: 220,
    labelFontSize: FONT_SIZE,
    titleFontSize: FONT_SIZE,
  },
  axis: {
    grid: true,
    gridColor: '#e6e9ef',
    domainColor: COLOURS.quiet,
    tickColor: COLOURS.quiet,
    labelColor: '#445',
    labelFontSize: FONT_SIZE,
    titleFontSize: FONT_SIZE,
    labelLimit: 220,
    labelOverlap: true,
  },
  range: {
    category: [
      COLOURS.plain,
      '#e07a1f',
      '#4a9d5b',
      '#b3446c',
      '#7a6fb0',
      '#8c8c3a',
      '#c94c4c',
      '#2f8f8f',
      '#999',
      '#555',
    ],
  },
};

/** A chart as static SVG under its title, with its caption; no script draws it and nothing is fetched. */
export async function chart({ title, caption, spec }: Chart): Promise<Html> {
  const sized = { width: WIDTH, height: HEIGHT, ...spec } as TopLevelSpec;
  const view = new View(parse(compile(sized, { config }).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  const drawn = svg.replace('<svg ', `<svg role="img" aria-label="${escapeHtml(title)}" `);
  return `<h2>${escapeHtml(title)}</h2><figure>${drawn}<figcaption>${escapeHtml(caption)}</figcaption></figure>` as Html;
}
