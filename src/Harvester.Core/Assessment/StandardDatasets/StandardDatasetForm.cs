namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>The columns of a standard dataset in one of its editions.</summary>
/// <param name="Edition"><c>current</c>, <c>older</c>, <c>prefixed</c> (columns without the prefix), or <c>plain</c>: without the prefix, where nobody knows which of the two is newer.</param>
/// <param name="Columns">As the definition writes them; compared by <see cref="ColumnName"/>.</param>
/// <param name="Required">Those of them that the definition books mark ◎; empty: not known.</param>
/// <param name="IsPartial">True: the form has more columns than are known.</param>
public sealed record StandardDatasetForm(string Edition, IReadOnlyList<string> Columns, IReadOnlyList<string> Required, bool IsPartial)
{
    public const string Current = "current";
    public const string Older = "older";
    public const string Prefixed = "prefixed";
    public const string Plain = "plain";
}
