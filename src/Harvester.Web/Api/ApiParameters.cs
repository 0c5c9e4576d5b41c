using System.Globalization;
using Harvester.Core.Model;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary>
/// Strict reading of query parameters: unknown, repeated and unreadable ones are all collected and reported in one answer. A filter with
/// a typing error must not answer with the whole catalogue.
/// </summary>
internal sealed class ApiParameters
{
    /// <summary>A query of 16 kB may have thousands of names; nobody reads so many sentences.</summary>
    private const int MostFaults = 10;

    private readonly IQueryCollection query;
    private readonly List<string> faults = [];

    public ApiParameters(HttpRequest request, params ReadOnlySpan<string> allowed)
    {
        query = request.Query;
        foreach (var (name, values) in query)
        {
            if (faults.Count == MostFaults)
                break;
            if (!allowed.Contains(name))
                faults.Add($"\"{Shortened(name)}\" is not a parameter of this address (it has: {(allowed.Length == 0 ? "none" : string.Join(", ", allowed!))})");
            else if (values.Count > 1)
                faults.Add($"\"{name}\" is given {values.Count} times, expected once");
        }
    }

    public ApiParameters(HttpRequest request, IReadOnlyList<ApiParameter> allowed)
        : this(request, [.. allowed.Select(parameter => parameter.Name)])
    {
    }

    /// <summary>The text, or null where it is absent or empty.</summary>
    public string? Text(string name) => query[name] is { Count: > 0 } values && !string.IsNullOrEmpty(values[0]) ? values[0] : null;

    public long Number(string name, long fallback, long least, long most = long.MaxValue)
    {
        if (Text(name) is not { } text)
            return fallback;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        var range = most == long.MaxValue ? $"{least} or more" : $"{least} to {most}";
        Fault(name, text, $"a whole number, {range}");
        return fallback;
    }

    public int Limit() => (int)Number("limit", 100, 1, 1000);

    /// <summary>A day as <c>2026-04-01</c>, or null where it is absent.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Fault(name, text, "a day such as 2026-04-01");
        return null;
    }

    public DatasetState? State()
    {
        switch (Text("state"))
        {
            case null:
                return null;
            case "active":
                return DatasetState.Active;
            case "withdrawn":
                return DatasetState.Withdrawn;
            case var other:
                Fault("state", other, "active or withdrawn");
                return null;
        }
    }

    public string? PublisherCode()
    {
        var code = Text("publisher");
        if (code is not null && (code.Length != 6 || !code.All(char.IsAsciiDigit)))
            Fault("publisher", code, "a six-digit local government code such as 131032");
        return code;
    }

    public void Fault(string name, string value, string expected) =>
        faults.Add($"\"{name}\" is \"{Shortened(value)}\", expected {expected}");

    private static string Shortened(string value)
    {
        if (value.Length <= 100)
            return value;
        // Not between the halves of a pair: half a character is none.
        return value[..(char.IsHighSurrogate(value[99]) ? 99 : 100)] + "…";
    }

    public void Fault(string sentence) => faults.Add(sentence);

    /// <summary>To be called once all parameters are read.</summary>
    /// <exception cref="BadParameterException">Something is wrong with them.</exception>
    public void Check()
    {
        if (faults.Count > 0)
            throw new BadParameterException(string.Join("; ", faults) + ".");
    }
}
