/** The one style sheet. At most 720 px wide on a desk; on a phone rows of wide tables become cards. */
export const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1c2430; max-width: 720px; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.25 } h2 { font-size: 1.15rem; margin-top: 2.2rem }
.lead { font-size: 1.1rem } .note, figcaption { color: #5a6675; font-size: .9rem }
.good, .bad { padding: .7rem 1rem; border-radius: 6px; background: #e5f4ea } .bad { background: #fbe4e4 }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
th { overflow-wrap: normal }
th, td { padding: .3rem .5rem; border-bottom: 1px solid #e6e9ef; text-align: left; vertical-align: top }
td:first-child { min-width: 7rem } td.figure { white-space: nowrap }
.figure { text-align: right; font-variant-numeric: tabular-nums }
figure { margin: 0 } svg { display: block; width: 100%; height: auto }
ul { padding-left: 1.2rem }
@media (max-width: 600px) {
  .wide thead { display: none } .wide tr { display: block; padding: .5rem 0; border-bottom: 1px solid #d8dee6 }
  .wide td { display: flex; justify-content: space-between; gap: 1rem; padding: .1rem 0; border: 0 }
  .wide td:first-child { font-weight: 600 } .wide td[data-title]::before { content: attr(data-title); color: #5a6675 }
}
`;
