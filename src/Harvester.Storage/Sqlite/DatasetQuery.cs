using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>The part of a <see cref="DatasetFilter"/> that SQL answers, over <c>datasets d</c>; its text is matched on the documents.</summary>
internal sealed record DatasetQuery(string Where, object?[] Values)
{
    /// <param name="after">Only ids behind this one; null: all.</param>
    public static DatasetQuery Of(DatasetFilter filter, string? after)
    {
        var terms = new List<string>();
        var values = new List<object?>();
        Add("d.source =", filter.Source);
        Add("d.publisher_code =", filter.PublisherCode);
        Add("d.state =", filter.State is { } state ? DatasetRow.Word(state) : null);
        Add("d.sequence >", filter.SinceSequence);
        Add("d.id >", after);
        return new DatasetQuery(terms.Count == 0 ? "" : "WHERE " + string.Join(" AND ", terms), [.. values]);

        void Add(string term, object? value)
        {
            if (value is null)
                return;
            values.Add(value);
            terms.Add($"{term} ?{values.Count}");
        }
    }
}
