/* 大字, tables that stay tables, and paper that shows what the screen folds. Nothing is asked of the network; without this script every page still reads in full. */
(function () {
  "use strict";
  var KEY = "jixiao-large";
  var root = document.documentElement;
  var button = document.querySelector(".jx-large");

  // A browser may forbid to remember; then the choice lasts as long as the page.
  function remembered() {
    try { return localStorage.getItem(KEY) === "1"; } catch (forbidden) { return false; }
  }
  function remember(isLarge) {
    try { if (isLarge) { localStorage.setItem(KEY, "1"); } else { localStorage.removeItem(KEY); } } catch (forbidden) { return; }
  }
  function show(isLarge) {
    root.classList.toggle("jx-is-large", isLarge);
    button.setAttribute("aria-pressed", String(isLarge));
  }

  if (button) {
    show(remembered());
    button.hidden = false;
    button.addEventListener("click", function () {
      var isLarge = !root.classList.contains("jx-is-large");
      show(isLarge);
      remember(isLarge);
    });
  }

  // On a phone these are shown as blocks, which for some browsers are no tables any more.
  var ROLES = { THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell", col: "columnheader", row: "rowheader", rowgroup: "rowheader" };
  document.querySelectorAll(".jx-stack").forEach(function (table) {
    table.setAttribute("role", "table");
    table.querySelectorAll("thead, tbody, tfoot, tr, th, td").forEach(function (each) { each.setAttribute("role", ROLES[each.scope || each.tagName]); });
  });

  var opened = [];
  addEventListener("beforeprint", function () {
    var address = document.querySelector(".jx-printed span");
    if (address && /^https?:$/.test(location.protocol)) { address.textContent = location.href.split("#")[0]; }
    opened = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    opened.forEach(function (each) { each.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (each) { each.open = false; });
  });
})();
