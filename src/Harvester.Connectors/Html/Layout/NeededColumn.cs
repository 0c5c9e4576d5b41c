using System.Text.RegularExpressions;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Html.Layout;

/// <summary>A column without which a table's rows are not what the connector file describes.</summary>
/// <param name="Names">Of a field; any of them will do.</param>
/// <param name="Pattern">Of files; at least one head must match.</param>
internal sealed record NeededColumn(IReadOnlyList<string> Names, Regex? Pattern = null)
{
    public bool IsIn(ColumnHeads heads) => Pattern is null
        ? heads.Find(Names).Count > 0
        : Enumerable.Range(0, heads.Count).Any(column => Matches(Pattern, heads.Of(column)));

    public static bool Matches(Regex pattern, string? head) => head is not null && pattern.IsMatch(Nfkc.Of(head));

    /// <summary>For messages.</summary>
    public override string ToString() => Pattern is null ? $"column \"{string.Join("\" or \"", Names)}\"" : $"a column whose head matches \"{Pattern}\"";
}
