// The daily chart: ApexCharts behind three functions. Category labels come painted from the server.
const source = "/lib/apexcharts/apexcharts.min.js";
let loading;

const load = () => loading ??= new Promise((done, fail) => {
  if (window.ApexCharts) return done();
  const script = document.createElement("script");
  script.src = source;
  script.onload = () => done();
  script.onerror = () => fail(new Error("ApexCharts did not load"));
  document.head.append(script);
});

const nonce = () => document.querySelector("link[nonce]")?.nonce;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const painter = persian => {
  const digits = new Intl.NumberFormat(persian ? "fa-IR-u-nu-arabext" : "en", { maximumFractionDigits: 0 });
  return value => value == null ? "" : digits.format(value);
};

const options = picture => {
  const paint = painter(picture.persian);
  const narrow = innerWidth < 700;
  return {
    series: picture.series,
    colors: ["#0072B2", "#E69F00"],
    chart: {
      type: "area", height: narrow ? 220 : 260, nonce: nonce(), fontFamily: "inherit",
      toolbar: { show: false }, zoom: { enabled: false }, animations: { enabled: false },
    },
    stroke: { width: 2, curve: "straight", dashArray: [0, 4] },
    fill: { type: "solid", opacity: [0.12, 0] },
    dataLabels: { enabled: false },
    xaxis: {
      categories: picture.labels, tickAmount: narrow ? 4 : 10, tooltip: { enabled: false },
      labels: { rotate: 0, maxHeight: 28, hideOverlappingLabels: true, style: { fontSize: "12px", colors: "#4b5563" } },
      axisBorder: { color: "#c6ccd4" }, axisTicks: { show: false },
    },
    yaxis: { min: 0, forceNiceScale: true, labels: { formatter: paint, style: { fontSize: "12px", colors: "#4b5563" } } },
    grid: { borderColor: "#e5e8ec", padding: { left: 8, right: 16 } },
    legend: { position: "top", horizontalAlign: picture.persian ? "right" : "left", fontSize: "13px", itemMargin: { horizontal: 12 } },
    tooltip: {
      x: { formatter: (_, at) => picture.titles[at.dataPointIndex] ?? "" },
      y: { formatter: paint },
    },
    noData: { text: "—" },
  };
};

export const draw = async (place, picture) => {
  await load();
  const chart = new window.ApexCharts(place, options(picture));
  await chart.render();
  return {
    update: next => chart.updateOptions(options(next), false, !still()),
    destroy: () => chart.destroy(),
  };
};
