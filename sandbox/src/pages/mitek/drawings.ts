// The pictures that only journeys have: papers, people; no behaviour.

function icon(paths: string): string {
  return `<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;
}

export const ICON_PAPERS = icon('<path d="M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5"/>');

export const ICON_PEOPLE = icon(
  '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.6-4 3-6 6.5-6s5.9 2 6.5 6M16 5.5a3.2 3.2 0 0 1 0 6M18 14.5c2 .7 3.2 2.5 3.5 5.5"/>',
);

export const PAPER_DRAWING = `<div class="camera"><svg class="subject" viewBox="0 0 320 204" aria-hidden="true">
<path d="M96 8h96l32 32v156H96z" fill="#fbfbfd"/><path d="M192 8v32h32z" fill="#c9cfdf"/>
<path d="M116 68h88M116 92h88M116 116h72M116 140h88M116 164h48" stroke="#7d88a6" stroke-width="8" stroke-linecap="round" opacity=".6"/>
</svg></div>`;
