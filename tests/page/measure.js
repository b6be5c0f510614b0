// What the browser made of the page in each frame, as JSON in #measured. Runs in a frame's parent.
//
// Lengths in CSS pixels. A text's box is what is seen of it: cut by the elements that hide what does
// not fit, without what is hidden or outlined only in the picture.

function boxesOf(doc) {
  const found = [], walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  const range = doc.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement;
    if (!node.data.trim() || holder.closest("svg, script, style")) continue;
    range.selectNodeContents(node);
    const clip = holder.closest(".rows .n");
    const right = clip ? clip.getBoundingClientRect().right : Infinity;
    for (const box of range.getClientRects()) {
      if (box.width > 0) found.push({node, text: node.data.trim().slice(0, 40), left: box.left, right: Math.min(box.right, right),
                                     top: box.top, bottom: box.bottom});
    }
  }
  return found.sort((a, b) => a.top - b.top);
}

/// Pairs of texts that are on top of each other by more than lines of text are anyway.
function overlaps(boxes) {
  const found = [];
  for (let i = 0; i < boxes.length; ++i) {
    for (let k = i + 1; k < boxes.length && boxes[k].top < boxes[i].bottom; ++k) {
      const wide = Math.min(boxes[i].right, boxes[k].right) - Math.max(boxes[i].left, boxes[k].left);
      const high = Math.min(boxes[i].bottom, boxes[k].bottom) - boxes[k].top;
      if (boxes[i].node !== boxes[k].node && wide > 1 && high > 4) found.push(boxes[i].text + " / " + boxes[k].text);
    }
  }
  return found;
}

function channels(colour) {
  return colour.match(/[\d.]+/g).map(Number);
}

/// WCAG 2.2: relative luminance and contrast ratio.
function luminance(colour) {
  const linear = channels(colour).slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function background(win, element) {
  for (let each = element; each; each = each.parentElement) {
    const colour = win.getComputedStyle(each).backgroundColor;
    if (channels(colour)[3] !== 0) return colour;
  }
  return "rgb(255, 255, 255)";
}

function leastTextContrast(win, doc) {
  const texts = [...doc.body.querySelectorAll("*")].filter(each => !each.closest("svg") &&
    [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return Math.min(...texts.map(each => contrast(win.getComputedStyle(each).color, background(win, each))));
}

function leastMarkContrast(win, doc) {
  const marks = [...doc.querySelectorAll("path.t, path.b, path.m, .load path[class^=q]")].map(each => {
    const style = win.getComputedStyle(each);
    return style.fill === "none" ? style.stroke : style.fill;
  });
  const swatches = [...doc.querySelectorAll("i")].map(each => win.getComputedStyle(each).backgroundColor);
  const page = background(win, doc.body);
  return Math.min(...[...marks, ...swatches].map(colour => contrast(colour, page)));
}

/// Left and right end of everything that shares the axis.
function tracks(doc) {
  const found = [...doc.querySelectorAll(".labels, .rows svg, .load svg")].map(each => each.getBoundingClientRect());
  return [...new Set(found.map(box => `${box.left.toFixed(1)} ${box.right.toFixed(1)}`))];
}

/// Where a label of the axis begins, as a part of the track's width.
function label(doc, text) {
  const track = doc.querySelector(".labels").getBoundingClientRect();
  const each = [...doc.querySelectorAll(".hours span")].find(span => span.textContent === text);
  const box = each.getBoundingClientRect();
  return (box.left - track.left) / track.width;
}

function unnamed(doc) {
  return [...doc.querySelectorAll("svg")].filter(each => each.getAttribute("aria-hidden") !== "true" &&
    !(each.getAttribute("role") === "img" && each.querySelector("title"))).length;
}

function look(win) {
  const doc = win.document, boxes = boxesOf(doc), width = win.innerWidth;
  const style = selector => win.getComputedStyle(doc.querySelector(selector));
  return {
    title: doc.title,
    heading: doc.querySelector("h1").innerText,
    figures: [...doc.querySelectorAll(".figures div")].map(each => each.innerText.replace(/\s+/g, " ")),
    notes: [...doc.querySelectorAll(".note")].map(each => each.innerText),
    names: [...doc.querySelectorAll(".rows .n")].map(each => each.innerText),
    counts: [...doc.querySelectorAll(".rows .c")].map(each => each.innerText),
    busiest: [...doc.querySelectorAll(".busiest li")].map(each => each.innerText.replace(/\s+/g, " ")),
    table: [...doc.querySelectorAll("tbody tr")].map(row => [...row.cells].map(each => each.innerText)),
    headers: [...doc.querySelectorAll("th")].every(each => ["col", "row"].includes(each.scope)),
    hours: [...doc.querySelectorAll(".hours:not(.changes) span")].filter(each => each.offsetWidth > 0).map(each => each.innerText),
    overflow: doc.documentElement.scrollWidth - width,
    outside: boxes.filter(box => box.left < -0.5 || box.right > width + 0.5).map(box => box.text),
    overlaps: overlaps(boxes),
    tracks: tracks(doc),
    track: doc.querySelector(".rows svg").getBoundingClientRect().width,
    noon: label(doc, "12:00"),
    background: style("body").backgroundColor,
    tick: style(".rows .q1 .t").stroke,
    band: style(".rows .b").fill,
    textContrast: leastTextContrast(win, doc),
    markContrast: leastMarkContrast(win, doc),
    unnamed: unnamed(doc),
    requests: win.performance.getEntriesByType("resource").length,
    height: doc.documentElement.scrollHeight,
  };
}

window.addEventListener("load", () => {
  const found = [...document.querySelectorAll("iframe")].map(each => look(each.contentWindow));
  document.getElementById("measured").textContent = JSON.stringify(found);
});
