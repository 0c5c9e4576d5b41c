using Harvester.Core.Model;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// What a text says about time. Either it is a date (<see cref="Value"/>, with the days it covers), or a period that is no date
/// (<see cref="IsPeriod"/>: a fiscal year), or neither, and then <see cref="Code"/> and <see cref="Detail"/> say why. A code beside a
/// value is a note.
/// </summary>
public sealed record DateReading
{
    /// <summary>ISO 8601 in the precision of the text: <c>2023</c>, <c>2023-04</c>, <c>2023-04-01</c>, <c>2023-04-01T09:05+09:00</c>, <c>2023-04-01T09:05:00+09:00</c>.</summary>
    public string? Value { get; init; }

    /// <summary>First and last day that the text covers, in its own zone; null when it is no time.</summary>
    public DateOnly? First { get; init; }

    public DateOnly? Last { get; init; }

    /// <summary>Problem code: <c>invalid-date</c>, <c>vague-date</c>, <c>unreadable-date</c>; with a value <c>era-ended</c>, <c>future-date</c>, <c>placeholder-date</c>.</summary>
    public string? Code { get; init; }

    public string? Detail { get; init; }
    public Severity Severity { get; init; } = Severity.Warning;
    public bool IsPeriod => Value is null && First is not null;

    internal static DateReading Fault(string code, string detail) => new() { Code = code, Detail = detail };

    internal static DateReading Day(DateOnly day) => new() { Value = IsoDate.Format(day), First = day, Last = day };

    internal static DateReading Month(int year, int month) => new()
    {
        Value = $"{year:D4}-{month:D2}",
        First = new DateOnly(year, month, 1),
        Last = new DateOnly(year, month, DateTime.DaysInMonth(year, month)),
    };

    internal static DateReading Year(int year) => new()
    {
        Value = $"{year:D4}",
        First = new DateOnly(year, 1, 1),
        Last = new DateOnly(year, 12, 31),
    };

    internal static DateReading Period(DateOnly first, DateOnly last) => new() { First = first, Last = last };

    /// <summary>The day on which software counts from, as an empty stamp shows it: Unix, spreadsheets, Windows components.</summary>
    private static readonly DateOnly[] Epochs = [new(1970, 1, 1), new(1900, 1, 1), new(1899, 12, 31), new(1899, 12, 30)];

    /// <summary>
    /// Dates that no publisher can mean: before 1600 is an empty stamp, from 2100 on a placeholder such as 9999-12-31. An epoch may be meant
    /// (statistics begin on 1970-01-01), so it is kept, as the placeholder is: what they do to freshness is for those to say who count it.
    /// </summary>
    internal DateReading Judged() => First switch
    {
        { Year: < 1600 } => Fault("invalid-date", "The year lies before 1600, as the empty stamp of a database does; the field is left empty."),
        { Year: >= 2100 } when Code is null => this with { Code = "future-date", Detail = "The date lies after 2100, as placeholders do; it is kept." },
        { } first when Code is null && first == Last && Epochs.Contains(first) =>
            this with { Code = "placeholder-date", Detail = "The date is one that software counts from, as an empty stamp shows it; it is kept." },
        _ => this,
    };
}
