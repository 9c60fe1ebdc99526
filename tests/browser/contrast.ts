/**
 * Runs in the page: every element with text of its own whose contrast is under WCAG 2.2 AA (§1.4.3: 4.5, or 3 for large text).
 * Written as text because the project is compiled without the DOM's types.
 */
export const LOW_CONTRAST = `(() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    for (let here = element; here; here = here.parentElement) {
      const colour = getComputedStyle(here).backgroundColor;
      const parts = channels(colour);
      if (parts.length === 3 || parts[3] > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  for (const details of document.querySelectorAll('details')) details.open = true;
  const low = [];
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim();
    if (!text || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(style.color), luminance(background(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) low.push(element.className + ': ' + text.slice(0, 30) + ' ' + ratio.toFixed(2));
  }
  return low;
})()`;
