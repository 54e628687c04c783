// Where d3-sankey places what it is given on standard input: names, flows, the space.
import { readFileSync } from 'node:fs';
import { sankey } from 'd3-sankey';

const { names, flows, space } = JSON.parse(readFileSync(0, 'utf8'));
const graph = {
  nodes: names.map((name) => ({ name })),
  links: flows.map(([source, target, value]) => ({ source, target, value })),
};
sankey()
  .nodeId((node) => node.name)
  .extent([[space.x0, space.y0], [space.x1, space.y1]])
  .nodeWidth(space.bar)
  .nodePadding(space.padding)(graph);
console.log(JSON.stringify({
  nodes: graph.nodes.map(({ x0, x1, y0, y1 }) => [x0, x1, y0, y1]),
  links: graph.links.map(({ width, y0, y1 }) => [width, y0, y1]),
}));
