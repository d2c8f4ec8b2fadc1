// Comfort only: larger type, a dark page, folded parts opened and sources added for printing.
// Every page is complete without this script; what needs it is hidden until it runs.
(() => {
  const root = document.documentElement;
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode */ } };
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const looks = {
    large: { on: read("jx-large") === "1", show: (on) => root.classList.toggle("jx-large", on) },
    dark: {
      on: (read("jx-dark") ?? (dark ? "1" : "0")) === "1",
      show: (on) => document.body.setAttribute("data-md-color-scheme", on ? "slate" : "default"),
    },
  };
  for (const button of document.querySelectorAll("[data-jx-look]")) {
    const name = button.dataset.jxLook;
    const look = looks[name];
    const apply = () => { look.show(look.on); button.setAttribute("aria-pressed", String(look.on)); };
    button.hidden = false;
    button.addEventListener("click", () => {
      look.on = !look.on;
      keep(`jx-${name}`, look.on ? "1" : "0");
      apply();
    });
    apply();
  }
  // The sources of a report stand on a page of their own; when printed with it, they are fetched.
  const notes = document.querySelector("#jx-notes[data-from]");
  if (notes && location.protocol.startsWith("http")) {
    notes.closest("p").hidden = false;
    notes.addEventListener("change", async () => {
      const report = document.querySelector(".jx-report");
      if (report.querySelector(":scope > .jx-sources")) return;
      const page = await (await fetch(notes.dataset.from)).text();
      const list = new DOMParser().parseFromString(page, "text/html").querySelector(".jx-sources");
      list.classList.add("jx-paper");
      list.querySelectorAll("a").forEach((link) => { link.replaceWith(...link.childNodes); });
      report.append(list);
    });
  }
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((part) => { part.open = false; }));
})();
