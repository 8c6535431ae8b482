// Shows a job's trace as it is written: asks for what is new from an offset on, and renders it as the server does (AnsiHtml.cs).
// Without this script the page shows the trace and is loaded anew every few seconds.
"use strict";
(() => {
  const root = document.querySelector("[data-trace]");
  const mostLines = 20000; // of each section; the oldest go
  let offset = Number(root.dataset.offset), attempt = Number(root.dataset.attempt);
  let decoder, style, line, sections, heading, rest;

  function begin() {
    decoder = new TextDecoder();
    style = { colour: 0, bold: false };
    sections = [{ name: "", at: document.createDocumentFragment() }];
    line = [];
    heading = null;
    rest = "";
  }

  const current = () => sections[sections.length - 1].at;

  function put(text) {
    if (!text) return;
    const classes = [style.bold ? "bold" : "", style.colour ? "sgr" + style.colour : ""].filter(Boolean).join(" ");
    if (!classes) { line.push(document.createTextNode(text)); return; }
    const span = document.createElement("span");
    span.className = classes;
    span.textContent = text;
    line.push(span);
  }

  function endLine() {
    if (heading) {
      const details = document.createElement("details");
      const summary = document.createElement("summary");
      details.className = "section";
      details.open = !heading.collapsed;
      summary.append(...(line.length ? line : [heading.name]));
      details.append(summary);
      current().append(details);
      sections.push({ name: heading.name, at: details });
      heading = null;
    } else {
      const span = document.createElement("span");
      span.append(...line, "\n");
      current().append(span);
      const at = current();
      if (at.childNodes.length > mostLines) at.children[at.nodeName === "DETAILS" ? 1 : 0].remove();
    }
    line = [];
  }

  function mark(text) {
    const start = /^section_start:\d+:([\w.-]+)(\[[^\]]*\])?$/.exec(text);
    const end = /^section_end:\d+:([\w.-]+)$/.exec(text);
    if (start && !heading && sections.length <= 20) {
      if (line.length) endLine();
      heading = { name: start[1], collapsed: /collapsed=true/.test(start[2] || "") };
    } else if (end) {
      if (heading || line.length) endLine();
      const at = sections.findLastIndex(section => section.name === end[1]);
      if (at > 0) sections.length = at;
    }
    return Boolean(start || end);
  }

  function sgr(codes) {
    for (const part of codes.split(";")) {
      if (part === "38" || part === "48") return;
      const code = part === "" ? 0 : Number(part);
      if (code === 0) style = { colour: 0, bold: false };
      else if (code === 1) style.bold = true;
      else if (code === 22) style.bold = false;
      else if (code === 39) style.colour = 0;
      else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) style.colour = code;
    }
  }

  // Whole lines only; what is after the last waits for the next piece.
  function render(text, last) {
    text = rest + text;
    const end = last ? text.length : text.lastIndexOf("\n") + 1;
    rest = text.slice(end);
    const token = /\x1b\[([0-?]{0,62})([@-~])|(\n)|(\r+)(?!\n)|([^\x00-\x08\x0a-\x1f\x7f]+)|[^]/g;
    for (const [, codes, final, newline, back, run] of text.slice(0, end).matchAll(token)) {
      if (newline) endLine();
      else if (back) line = [];
      else if (final === "m") sgr(codes);
      else if (run && !mark(run)) put(run);
    }
    if (last && (line.length || heading)) endLine();
  }

  function show() {
    const first = sections[0];
    if (first.at !== root) {
      root.replaceChildren(first.at);
      first.at = root;
    }
  }

  // The state, the artifacts and all else that is around the trace.
  async function refresh() {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    for (const id of ["job-name", "job-facts"]) {
      const next = page.getElementById(id);
      if (next) document.getElementById(id).replaceWith(document.adoptNode(next));
    }
  }

  async function follow() {
    let state = root.dataset.state, pause = 1000;
    begin();
    for (;;) {
      try {
        const answer = await fetch(`${root.dataset.trace}?offset=${offset}&attempt=${attempt}&wait=25`);
        if (!answer.ok) return;
        const newest = Number(answer.headers.get("Slipway-Job-Attempt"));
        const now = answer.headers.get("Slipway-Job-State");
        const bytes = await answer.arrayBuffer();
        const bottom = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 50;
        const over = ["success", "failed", "canceled", "skipped"].includes(now);
        offset += bytes.byteLength;
        render(decoder.decode(bytes, { stream: true }), over && bytes.byteLength === 0);
        show();
        if (bottom && bytes.byteLength > 0) window.scrollTo(0, document.documentElement.scrollHeight);
        if (now !== state) { state = now; await refresh(); }
        if (newest > attempt) { attempt = newest; offset = 0; begin(); }
        else if (over && bytes.byteLength === 0) return;
        pause = 1000;
      } catch {
        await new Promise(done => setTimeout(done, pause)); // the server is away, or the network
        pause = Math.min(pause * 2, 30000);
      }
    }
  }

  follow();
})();
