using Harvester.Core.Assessment;

namespace Harvester.Web.Tables;

/// <summary>One column of a <see cref="Table"/>.</summary>
/// <param name="Id">Its name in JSON and in the address that sorts by it.</param>
public sealed record Column(string Id, Bilingual Name, ColumnKind Kind = ColumnKind.Text)
{
    public static Column Of(string id, string japanese, string english, ColumnKind kind = ColumnKind.Text) => new(id, new Bilingual(japanese, english), kind);

    internal bool IsNumeric => Kind is ColumnKind.Number or ColumnKind.Share or ColumnKind.Measure or ColumnKind.Change;
}
