// Draws charts with Apache ECharts, which the package Vizor.ECharts carries. Only its script is used: its .NET side sends code to be
// evaluated, which the page's policy forbids.
const library = '/_content/Vizor.ECharts/js/vizor-echarts-bundle-min.js';
const charts = new Map();
let loading;

function load() {
  return loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = library;
    script.onload = () => resolve(globalThis.echarts);
    script.onerror = () => reject(new Error(`${library} did not load`));
    document.head.append(script);
  });
}

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

// OpenTelemetry writes units as UCUM has them: seconds and bytes are shown in the size that fits, the rest as it is.
function format(value, unit) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (unit === 's' || unit === 'ms') {
    const seconds = unit === 's' ? value : value / 1000;
    return seconds === 0 ? '0' : Math.abs(seconds) < 0.001 ? `${number.format(seconds * 1e6)} µs` : Math.abs(seconds) < 1 ? `${number.format(seconds * 1000)} ms` : `${number.format(seconds)} s`;
  }
  if (unit === 'By' || unit === 'By/s') {
    const size = Math.abs(value) < 1024 ? 0 : Math.abs(value) < 1048576 ? 1 : Math.abs(value) < 1073741824 ? 2 : 3;
    return `${number.format(value / 1024 ** size)} ${['B', 'KiB', 'MiB', 'GiB'][size]}${unit === 'By/s' ? '/s' : ''}`;
  }
  if (unit === '1' || unit === '') {
    return number.format(value);
  }
  return `${number.format(value)} ${unit.replace(/[{}]/g, '')}`;
}

const escape = text => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

function option(data) {
  const style = getComputedStyle(document.documentElement);
  const token = name => style.getPropertyValue(name).trim();
  const times = index => (data.start + index * data.step) * 1000;
  const font = { fontFamily: token('--sans'), fontSize: 11, color: token('--quiet') };
  // A value between two gaps is no line: it is drawn as a point.
  const isLone = (values, index) => values[index] !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
  const series = data.lines.map(line => ({
    type: 'line', name: line.name, connectNulls: false, lineStyle: { width: 1.75 }, emphasis: { disabled: true },
    symbolSize: 5, symbol: (_, point) => isLone(line.values, point.dataIndex) ? 'circle' : 'none',
    data: line.values.map((value, index) => [times(index), value]),
  }));
  if (data.exemplars.length > 0) {
    series.push({
      type: 'scatter', name: 'requests', symbolSize: 7, z: 5, cursor: 'pointer',
      itemStyle: { color: 'transparent', borderColor: token('--quiet'), borderWidth: 1.2 },
      data: data.exemplars.map(item => ({ value: [item.time * 1000, item.value], link: `/traces/${item.trace}${item.span ? `?span=${item.span}` : ''}` })),
    });
  }
  return {
    animation: false, textStyle: font, backgroundColor: 'transparent',
    color: ['--c0', '--c1', '--c2', '--c3', '--c4', '--c5', '--c6', '--c7'].map(token),
    grid: { left: 8, right: 12, top: 12, bottom: data.lines.length > 1 ? 34 : 8, containLabel: true },
    legend: { show: data.lines.length > 1, type: 'scroll', bottom: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 4, textStyle: font, pageTextStyle: font, pageIconColor: token('--quiet') },
    tooltip: {
      trigger: 'axis', confine: true, backgroundColor: token('--sheet'), borderColor: token('--line'), textStyle: { ...font, color: token('--ink') },
      formatter: points => [new Date(points[0].axisValue).toLocaleTimeString('en-GB')]
        .concat(points.filter(point => point.seriesType === 'line' && point.value[1] !== null)
          .map(point => `${point.marker}${escape(point.seriesName)} <b>${escape(format(point.value[1], data.unit))}</b>`)).join('<br>'),
    },
    xAxis: {
      type: 'time', min: times(0), max: times(data.lines[0]?.values.length - 1 || 1), axisLine: { lineStyle: { color: token('--line') } }, axisTick: { show: false },
      axisLabel: { ...font, hideOverlap: true, formatter: value => new Date(value).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', ...(data.step < 10 ? { second: '2-digit' } : {}) }) },
    },
    yAxis: { type: 'value', min: data.lines.some(line => line.values.some(value => value < 0)) ? undefined : 0, splitNumber: 4, splitLine: { lineStyle: { color: token('--line') } }, axisLabel: { ...font, formatter: value => /^(s|ms|By|By\/s)$/.test(data.unit) ? format(value, data.unit) : number.format(value) } },
    series,
  };
}

// Places are given in pixels of the drawing, and two points in its corners keep it from being stretched. From left to right, on a phone from above.
// ECharts ends a line at a circle around a node; here it ends at the node's border, at a point without a size.
function map(data, element) {
  const style = getComputedStyle(document.documentElement);
  const token = name => style.getPropertyValue(name).trim();
  const font = { fontFamily: token('--sans'), fontSize: 12, color: token('--ink') };
  const isTall = element.clientWidth < 600;
  const { clientWidth: width, clientHeight: height } = element;
  const columns = Math.max(1, ...data.nodes.map(item => item.x));
  const box = [isTall ? Math.min(110, width / Math.max(...data.nodes.map(item => item.rows)) - 8) : 150, 40];
  const along = (index, extent, size) => 12 + size / 2 + index / columns * (extent - size - 24);
  const places = new Map(data.nodes.map(item => [item.name, isTall
    ? { x: item.y * width, y: along(item.x, height, box[1]) }
    : { x: along(item.x, width, box[0]), y: item.y * height }]));
  const border = (from, to) => {
    const [x, y] = [to.x - from.x, to.y - from.y];
    const share = Math.min(1, box[0] / 2 / Math.abs(x), box[1] / 2 / Math.abs(y));
    return { x: from.x + x * share, y: from.y + y * share };
  };
  const point = (name, place) => ({ name, ...place, symbolSize: 0, label: { show: false } });
  const ends = data.edges.flatMap((edge, index) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    return [point(`\u0000from${index}`, border(from, to)), point(`\u0000to${index}`, border(to, from))];
  });
  return {
    animation: false, textStyle: font, tooltip: { show: false },
    series: [{
      type: 'graph', layout: 'none', roam: false, left: 0, right: 0, top: 0, bottom: 0, symbol: 'rect', symbolSize: box,
      edgeSymbol: ['none', 'arrow'], edgeSymbolSize: 9, silent: true, label: { show: true, ...font, lineHeight: 15, overflow: 'truncate', width: box[0] - 10 },
      data: data.nodes.map(item => ({
        name: item.name, ...places.get(item.name), label: { formatter: item.name.replace(' (', '\n(') },
        itemStyle: { color: token(item.own ? '--accent-wash' : '--raised'), borderColor: token(item.own ? '--accent' : '--strong-line'), borderWidth: 1.2, borderType: item.own ? 'solid' : 'dashed' },
      })).concat(ends, [point('\u0000first', { x: 0, y: 0 }), point('\u0000last', { x: width, y: height })]),
      links: data.edges.map((edge, index) => ({
        source: `\u0000from${index}`, target: `\u0000to${index}`,
        lineStyle: { color: token(edge.failed ? '--error' : '--strong-line'), width: 1.5, opacity: 1 },
        label: { show: !isTall, formatter: edge.text, fontFamily: token('--sans'), fontSize: 11, color: token(edge.failed ? '--error' : '--quiet') },
      })),
    }],
  };
}

async function show(element, data, build) {
  const echarts = await load();
  if (!element.isConnected) {
    return;
  }
  let entry = charts.get(element);
  if (!entry) {
    const chart = echarts.init(element);
    const resize = new ResizeObserver(() => {
      chart.resize();
      const entry = charts.get(element);
      if (entry?.build === map) {
        chart.setOption(map(entry.data, element), { notMerge: true });
      }
    });
    resize.observe(element);
    chart.on('click', event => event.data?.link && Blazor.navigateTo(event.data.link));
    charts.set(element, entry = { chart, resize });
  }
  Object.assign(entry, { data, build });
  entry.chart.setOption(build(data, element), { notMerge: true });
}

export const draw = (element, data) => show(element, data, option);
export const drawMap = (element, data) => show(element, data, map);

export function remove(element) {
  const entry = charts.get(element);
  if (entry) {
    entry.resize.disconnect();
    entry.chart.dispose();
    charts.delete(element);
  }
}

new MutationObserver(() => {
  for (const [element, { chart, data, build }] of charts) {
    chart.setOption(build(data, element), { notMerge: true });
  }
}).observe(document.documentElement, { attributeFilter: ['data-theme'] });
