/* Under every table without files of its own: buttons that save exactly what the table shows, as CSV, Excel or JSON; an official
   form of several tables is saved as one. A table of class jx-as-is gets none: it lists downloads, or has its own.
   Works from a folder on disk, needs nothing else, sends nothing anywhere. Without this script the tables are all there. */
(function () {
  "use strict";
  // A spreadsheet program would run a text that begins so as a formula; generator/engine/sheets.py says the same.
  var FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
  var NUMBER = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;
  var NAMESPACE = "http://schemas.openxmlformats.org/";

  // What a reader sees of a cell: hidden words for screen readers and marks for the eye alone are left out.
  function textOf(node) {
    var text = "";
    node.childNodes.forEach(function (child) {
      if (child.nodeType === 3) { text += child.data.replace(/\s+/g, " "); return; }
      if (child.nodeType !== 1 || child.matches("script, style, .jx-hidden, [aria-hidden=true], [hidden]")) return;
      if (child.tagName === "BR") { text += "\n"; return; }
      var inner = textOf(child);
      text += /^(?:P|DIV|LI|DD|DT|UL|OL)$/.test(child.tagName) ? "\n" + inner + "\n" : inner;
    });
    return text.replace(/ *\n[ \n]*/g, "\n").trim();
  }

  // Rows as a full grid: a cell that covers several rows or columns stands in each of them. `heads` rows of headings come first.
  function gridOf(table) {
    var grid = [], heads = 0, isEmpty = true;
    Array.prototype.forEach.call(table.rows, function (row, y) {
      var x = 0, line = grid[y] = grid[y] || [];
      if (row.parentNode.tagName === "THEAD") heads = y + 1;
      Array.prototype.forEach.call(row.cells, function (cell) {
        while (line[x] !== undefined) x++;
        var text = textOf(cell);
        if (row.parentNode.tagName !== "THEAD" && (row.cells.length > 1 || cell.colSpan < 2)) isEmpty = false;
        for (var down = 0; down < (cell.rowSpan || 1) && y + down < table.rows.length; down++) {
          grid[y + down] = grid[y + down] || [];
          for (var right = 0; right < cell.colSpan; right++) grid[y + down][x + right] = text;
        }
        x += cell.colSpan;
      });
    });
    return { rows: filled(grid), heads: heads, isEmpty: isEmpty };
  }

  function filled(grid) {
    var width = Math.max.apply(null, grid.map(function (line) { return line.length; }));
    grid.forEach(function (line) { for (var x = 0; x < width; x++) if (line[x] === undefined) line[x] = ""; });
    return grid;
  }

  // A form's parts one below the other, as on paper: their headings are not those of the whole.
  function gridOfAll(tables) {
    if (tables.length === 1) return gridOf(tables[0]);
    var grids = tables.map(gridOf);
    return { rows: filled([].concat.apply([], grids.map(function (grid) { return grid.rows; }))), heads: 0, isEmpty: false };
  }

  function csvOf(grid) {
    return "\uFEFF" + grid.rows.map(function (line) {
      return line.map(function (text) {
        var safe = FORMULA.test(text) && !NUMBER.test(text) ? "'" + text : text;
        return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
      }).join(",");
    }).join("\r\n") + "\r\n";
  }

  // Headings of several rows are joined; the same heading twice gets a number.
  function jsonOf(grid) {
    var seen = {};
    var names = (grid.rows[0] || []).map(function (_, x) {
      var words = [];
      for (var y = 0; y < grid.heads; y++) if (words.indexOf(grid.rows[y][x]) < 0) words.push(grid.rows[y][x]);
      var name = words.join(" ").trim() || "列" + (x + 1);
      seen[name] = (seen[name] || 0) + 1;
      return seen[name] > 1 ? name + " " + seen[name] : name;
    });
    var rows = grid.rows.slice(grid.heads).map(function (line) {
      var row = {};
      names.forEach(function (name, x) { row[name] = line[x]; });
      return row;
    });
    return JSON.stringify({ title: grid.title, page: document.title, fields: names, rows: rows }, null, 1) + "\n";
  }

  function xml(text) {
    return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD").replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
      .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  }

  // Every cell as the text that is shown; a plain number is a number, in the format in which it is shown.
  function xlsxOf(grid) {
    var rows = grid.rows.map(function (line, y) {
      return '<row r="' + (y + 1) + '">' + line.map(function (text) {
        if (y >= grid.heads && NUMBER.test(text) && !/^-?0\d/.test(text) && text.replace(/\D/g, "").length < 15) {
          var decimals = (text.split(".")[1] || "").length, style = { 0: 3, 2: 4 }[decimals] || 0;
          if (style && text.indexOf(",") > 0) style += 2;
          return '<c s="' + style + '"><v>' + text.replace(/,/g, "") + "</v></c>";
        }
        var look = y < grid.heads ? 1 : FORMULA.test(text) ? 2 : 0;
        return '<c s="' + look + '" t="inlineStr"><is><t xml:space="preserve">' + xml(text) + "</t></is></c>";
      }).join("") + "</row>";
    }).join("");
    var head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
    var office = NAMESPACE + "officeDocument/2006/relationships", pack = NAMESPACE + "package/2006/", main = NAMESPACE + "spreadsheetml/2006/main";
    var type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    function relation(id, kind, target) { return '<Relationship Id="' + id + '" Type="' + office + "/" + kind + '" Target="' + target + '"/>'; }
    function look(format, font, more) { return '<xf numFmtId="' + format + '" fontId="' + font + '" fillId="0" borderId="0" xfId="0"' + (more || ' applyNumberFormat="1"') + "/>"; }
    var name = grid.title.replace(/[\[\]:*?\/\\']/g, "_").slice(0, 31) || "表";
    return zip([
      ["[Content_Types].xml", head + '<Types xmlns="' + pack + 'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Override PartName="/xl/workbook.xml" ContentType="' + type + 'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="' + type +
        'worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="' + type + 'styles+xml"/></Types>'],
      ["_rels/.rels", head + '<Relationships xmlns="' + pack + 'relationships">' + relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"],
      ["xl/workbook.xml", head + '<workbook xmlns="' + main + '" xmlns:r="' + office + '"><sheets><sheet name="' + xml(name) + '" sheetId="1" r:id="rId1"/></sheets></workbook>'],
      ["xl/_rels/workbook.xml.rels", head + '<Relationships xmlns="' + pack + 'relationships">' + relation("rId1", "worksheet", "worksheets/sheet1.xml") +
        relation("rId2", "styles", "styles.xml") + "</Relationships>"],
      ["xl/styles.xml", head + '<styleSheet xmlns="' + main + '"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>' +
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
        "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>" +
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">' +
        look(0, 0) + look(0, 1, ' applyFont="1"') + look(0, 0, ' quotePrefix="1"') + look(1, 0) + look(2, 0) + look(3, 0) + look(4, 0) +
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'],
      ["xl/worksheets/sheet1.xml", head + '<worksheet xmlns="' + main + '"><sheetData>' + rows + "</sheetData></worksheet>"]
    ]);
  }

  // A ZIP without compression: sizes and checksums are all that it needs.
  function zip(files) {
    var encoder = new TextEncoder(), parts = [], list = [], offset = 0, listed = 0;
    function numbers(pairs) {  // [value, bytes], little end first
      var out = [];
      pairs.forEach(function (pair) { for (var i = 0; i < pair[1]; i++) out.push((pair[0] >>> (8 * i)) & 255); });
      return new Uint8Array(out);
    }
    files.forEach(function (file) {
      var name = encoder.encode(file[0]), content = encoder.encode(file[1]);
      var facts = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc(content), 4], [content.length, 4], [content.length, 4], [name.length, 2], [0, 2]];
      var start = numbers([[0x04034b50, 4]].concat(facts));
      var entry = numbers([[0x02014b50, 4], [20, 2]].concat(facts, [[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]));
      parts.push(start, name, content);
      list.push(entry, name);
      offset += start.length + name.length + content.length;
      listed += entry.length + name.length;
    });
    return parts.concat(list, [numbers([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [listed, 4], [offset, 4], [0, 2]])]);
  }

  var sums;
  function crc(bytes) {
    sums = sums || Array.from({ length: 256 }, function (_, n) {
      for (var k = 0; k < 8; k++) n = n & 1 ? 0xEDB88320 ^ (n >>> 1) : n >>> 1;
      return n >>> 0;
    });
    var sum = -1;
    for (var i = 0; i < bytes.length; i++) sum = sums[(sum ^ bytes[i]) & 255] ^ (sum >>> 8);
    return (sum ^ -1) >>> 0;
  }

  function save(parts, type, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts, { type: type }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  var FORMATS = [
    ["CSV", "csv", "text/csv;charset=utf-8", function (grid) { return [csvOf(grid)]; }],
    ["Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsxOf],
    ["JSON", "json", "application/json", function (grid) { return [jsonOf(grid)]; }]
  ];

  // Below `box`, which holds the tables.
  function offer(box, tables, title) {
    if (gridOfAll(tables).isEmpty) return;
    var line = document.createElement("p");
    line.className = "jx-downloads";
    line.append("下载本表：");
    FORMATS.forEach(function (format, number) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = format[0];
      button.setAttribute("aria-label", "下载 " + format[0] + (title ? "，" + title : ""));
      button.addEventListener("click", function () { saveAs(format, gridOfAll(tables), title || document.title); });
      if (number) line.append(" · ");
      line.append(button);
    });
    box.after(line);
  }

  function saveAs(format, grid, title) {
    grid.title = title;
    save(format[3](grid), format[2], title.replace(/[\\\/:*?"<>|\s]+/g, "_").slice(0, 60) + "." + format[1]);
  }

  document.querySelectorAll(".jx-table:not(.jx-as-is)").forEach(function (table) {
    var box = table.closest(".jx-scroll") || table, next = box.nextElementSibling;
    if (!next || !next.matches(".jx-downloads")) offer(box, [table], table.caption ? textOf(table.caption) : "");
  });
  document.querySelectorAll(".jx-official > .jx-scroll").forEach(function (box) {
    offer(box, Array.from(box.querySelectorAll("table")), box.getAttribute("aria-label"));
  });

  // The finder knows rows that its table does not show: it makes its own grid ({rows, heads, title}) and takes the workbook from here.
  window.jixiaoWorkbook = xlsxOf;
})();
