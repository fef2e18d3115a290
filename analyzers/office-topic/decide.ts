import type { Topic } from "../../core/analysis.js";

/** A level of the office's taxonomy with the levels below it. */
interface Node {
  path: string[];
  /** Indices of the classes at it and below it. */
  classes: number[];
  /** Index of the class that ends here: what belongs to none of the levels below. −1 where there is none. */
  own: number;
  children: Node[];
}

/** The office's taxonomy as a tree over the classes of a model. */
export class ClassTree {
  private readonly root: Node = { path: [], classes: [], own: -1, children: [] };

  constructor(classes: readonly (readonly string[])[]) {
    classes.forEach((path, index) => {
      let node = this.root;
      for (let depth = 1; depth <= path.length; depth++) {
        let below = node.children.find((child) => child.path.at(-1) === path[depth - 1]);
        if (!below) {
          below = { path: path.slice(0, depth), classes: [], own: -1, children: [] };
          node.children.push(below);
        }
        below.classes.push(index);
        node = below;
      }
      node.own = index;
    });
  }

  /**
   * The likeliest first level, then further down for as long as a level is likelier than `least`: every level that is
   * shown has been earned. The confidence is that of the deepest level shown.
   */
  decide(probabilities: Float64Array, least: number): Topic {
    const sum = ({ classes }: Node) => classes.reduce((total, index) => total + probabilities[index]!, 0);
    const likeliest = (nodes: readonly Node[]) =>
      nodes.map((node) => ({ node, p: sum(node) })).reduce((best, one) => (one.p > best.p ? one : best));
    let at = likeliest(this.root.children);
    while (at.node.children.length > 0) {
      const below = likeliest(at.node.children);
      const staying = at.node.own < 0 ? 0 : probabilities[at.node.own]!;
      if (below.p < least || below.p < staying) break;
      at = below;
    }
    const confidence = Math.min(1, Math.round(at.p * 1000) / 1000);
    return { path: at.node.path, confidence, abstain: confidence < least };
  }
}
