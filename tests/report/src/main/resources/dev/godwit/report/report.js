"use strict";
(() => {
  const groups = JSON.parse(document.getElementById("charts").textContent);
  const places = [...document.querySelectorAll(".charts")];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const HEIGHT = 190;
  const ROW = 20;

  const two = (number) => String(number).padStart(2, "0");
  const clock = (seconds) => {
    const s = Math.round(seconds);
    const minutes = Math.floor(s / 60);
    return s < 3600
      ? `${minutes}:${two(s % 60)}`
      : `${Math.floor(s / 3600)}:${two(minutes % 60)}:${two(s % 60)}`;
  };
  const number = (value) => value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
  const millis = (ms) =>
    ms < 1000 ? `${Number(ms.toPrecision(ms < 10 ? 2 : 3))} ms` : `${Number((ms / 1000).toPrecision(3))} s`;
  const units = {
    COUNT: { log: false, show: number },
    PER_SECOND: { log: false, show: (value) => `${number(value)}/s` },
    MILLISECONDS: { log: true, show: millis },
  };
  const decades = (u, at) => at.map((y) => (Number.isInteger(Math.log10(y)) ? y : null));
  const colors = () => {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue(`--${name}`).trim();
  };

  const fill = (u, band, top, height, color) => {
    const from = Math.max(u.valToPos(band.from, "x", true), u.bbox.left);
    const to = Math.min(u.valToPos(band.to, "x", true), u.bbox.left + u.bbox.width);
    if (to < from) return;
    u.ctx.fillStyle = color;
    u.ctx.fillRect(from, top, Math.max(to - from, 2 * devicePixelRatio), height);
  };

  const axes = (group, width, color, y) => {
    const look = {
      stroke: color("soft"),
      font: "11px system-ui, sans-serif",
      grid: { stroke: color("grid"), width: 1 },
      ticks: { stroke: color("grid"), width: 1, size: 4 },
    };
    const labelled = group.labels.length > 0;
    return [
      {
        ...look,
        size: 26,
        gap: 2,
        space: 56,
        splits: labelled ? () => group.at : undefined,
        incrs: labelled ? undefined : [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400],
        values: (u, at) => at.map((x) => (labelled ? group.labels[x] : clock(x))),
      },
      { ...look, gap: 4, size: width < 560 ? 106 : 124, ...y },
    ];
  };

  const common = (group, key, width, height) => ({
    width,
    height,
    padding: [8, 22, 0, 0],
    cursor: { sync: { key }, drag: { x: group.labels.length === 0, y: false }, points: { size: 6 } },
    legend: { live: true },
  });
  const where = (group) => ({
    label: group.labels.length > 0 ? "at" : "time",
    value: (u, x) => (x === null ? "–" : group.labels.length > 0 ? group.labels[x] : clock(x)),
  });
  const scale = (group) => ({
    time: false,
    range: (u, least, most) => {
      const whole = least === group.at[0] && most === group.at[group.at.length - 1];
      const half = group.labels.length > 0 ? 0.1 : group.at[0];
      return whole ? [least - half, most + half] : [least, most];
    },
  });

  const chart = (group, { title, unit, curves }, key, width) => {
    const color = colors();
    const { log, show } = units[unit];
    const only = log ? { filter: decades } : {};
    const line = { stroke: color("grid"), width: 1 };
    const strokes = [color("one"), color("two"), color("three")];
    const options = {
      ...common(group, key, width, HEIGHT),
      scales: {
        x: scale(group),
        y: log ? { distr: 3, log: 10 } : { range: (u, least, most) => [0, Math.max(1, (most ?? 1) * 1.08)] },
      },
      axes: axes(group, width, color, {
        space: 28,
        ...only,
        grid: { ...line, ...only },
        ticks: { ...line, size: 4, ...only },
        values: (u, at) => at.map((y) => (y === null ? null : show(y))),
      }),
      series: [
        where(group),
        ...curves.map(({ name }, i) => ({
          label: name,
          stroke: strokes[i],
          width: 1.6,
          points: { show: group.labels.length > 0, size: 6, fill: color("paper") },
          value: (u, y) => (y === null || y === undefined ? "–" : show(y)),
        })),
      ],
      hooks: {
        drawClear: [
          (u) => {
            for (const band of group.bands) fill(u, band, u.bbox.top, u.bbox.height, color("band"));
          },
        ],
      },
    };
    const values = curves.map((curve) =>
      curve.values.map((y) => (log && y !== null ? Math.max(y, 0.01) : y)));
    return { title, options, data: [group.at, ...values] };
  };

  /* A row for each group of bands. */
  const rows = (group, key, width) => {
    const color = colors();
    const names = [...new Set(group.bands.map((band) => band.group))];
    const step = group.at.length > 1 ? group.at[1] - group.at[0] : 1;
    const at = (x) =>
      group.bands.filter(({ from, to }) => from < x + step / 2 && to >= x - step / 2).map(({ name }) => name);
    const options = {
      class: "rows",
      ...common(group, key, width, names.length * ROW + 34),
      scales: { x: scale(group), y: { range: [0, names.length], dir: -1 } },
      axes: axes(group, width, color, {
        grid: { show: false },
        ticks: { show: false },
        splits: () => names.map((_, i) => i + 0.5),
        values: () => names,
      }),
      series: [
        where(group),
        {
          label: "under way",
          paths: () => null,
          points: { show: false },
          value: (u, y, series, i) => (i === null || i === undefined ? "–" : at(group.at[i]).join(", ") || "nothing"),
        },
      ],
      hooks: {
        draw: [
          (u) => {
            const row = u.bbox.height / names.length;
            for (const band of group.bands) {
              const top = u.bbox.top + (names.indexOf(band.group) + 0.15) * row;
              fill(u, band, top, row * 0.7, color("bar"));
            }
          },
        ],
      },
    };
    options.cursor.points = { show: false };
    return { title: "", options, data: [group.at, group.at.map(() => 0)] };
  };

  const draw = () => {
    places.forEach((place, i) => {
      const group = groups[i];
      const width = place.clientWidth;
      place.replaceChildren();
      const drawn = group.charts.map((one) => chart(group, one, `group-${i}`, width));
      if (group.bands.length > 0) drawn.unshift(rows(group, `group-${i}`, width));
      for (const { title, options, data } of drawn) {
        const section = document.createElement("section");
        const head = document.createElement("h3");
        head.textContent = title;
        if (title) section.append(head);
        place.append(section);
        new uPlot(options, data, section);
      }
    });
  };

  let width = 0;
  const fit = () => {
    if (places.length > 0 && places[0].clientWidth !== width) {
      width = places[0].clientWidth;
      draw();
    }
  };
  addEventListener("resize", fit);
  fit();
  dark.addEventListener("change", draw);
})();
