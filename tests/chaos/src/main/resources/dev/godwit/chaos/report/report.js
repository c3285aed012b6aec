"use strict";
(() => {
  const { series, faults } = JSON.parse(document.getElementById("data").textContent);
  const plots = document.getElementById("plots");
  const readout = document.getElementById("readout");
  const hint = readout.textContent;
  const lanes = [...plots.querySelectorAll(".panel .lane")];
  const count = series.accepted.length;
  const whole = Math.max(1, count * series.step);
  if (lanes.length === 0) return;

  const cursors = lanes.map((lane) => {
    const cursor = document.createElement("div");
    cursor.className = "cursor";
    cursor.hidden = true;
    lane.append(cursor);
    return cursor;
  });

  const two = (number) => String(number).padStart(2, "0");
  const clock = (seconds) => {
    const s = Math.round(seconds);
    const minutes = Math.floor(s / 60);
    return s < 3600
      ? `${minutes}:${two(s % 60)}`
      : `${Math.floor(s / 3600)}:${two(minutes % 60)}:${two(s % 60)}`;
  };
  const millis = (ms) =>
    ms === null ? "–" : ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(1)} s`;
  const rate = (perSecond) => `${Math.round(perSecond).toLocaleString("en")}/s`;

  const show = (share) => {
    const i = Math.min(count - 1, Math.max(0, Math.floor(share * count)));
    const from = i * series.step;
    const now = faults
      .filter(([, began, ended]) => began < from + series.step && ended >= from)
      .map(([name]) => name);
    readout.textContent =
      `${clock(from)} · accepted ${rate(series.accepted[i])} · shown ${rate(series.shown[i])}` +
      ` · shown after ${millis(series.deliveryP50[i])}, p99 ${millis(series.deliveryP99[i])}` +
      ` · accepted after ${millis(series.acceptP50[i])}, p99 ${millis(series.acceptP99[i])}` +
      ` · ${Math.round(series.connected[i]).toLocaleString("en")} live` +
      (now.length ? ` · ${now.join(", ")}` : "");
    for (const cursor of cursors) {
      cursor.hidden = false;
      cursor.style.left = `${(100 * (from + series.step / 2)) / whole}%`;
    }
  };

  plots.addEventListener("pointermove", (event) => {
    const box = lanes[0].getBoundingClientRect();
    if (box.width > 0) show((event.clientX - box.left) / box.width);
  });
  plots.addEventListener("pointerleave", () => {
    readout.textContent = hint;
    for (const cursor of cursors) cursor.hidden = true;
  });
})();
