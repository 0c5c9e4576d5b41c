using System.Globalization;
using System.Text.Json;

namespace Harvester.Web.Ckan;

/// <summary>The parameters of one action with CKAN's own validation: all faults are collected and answered as one Validation Error.</summary>
internal sealed class CkanParameters(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
{
    private const int LongestText = 32 << 10;
    private readonly Dictionary<string, IReadOnlyList<string>> faults = [];

    public IEnumerable<string> Names => values.Keys;

    /// <summary>The text; null where it is absent or empty.</summary>
    public string? Text(string name)
    {
        if (!values.TryGetValue(name, out var given) || given.Count == 0 || given[0].Length == 0)
            return null;
        if (given.Count > 1)
            Fault(name, "Must be a single text, not a list");
        else if (given[0].Length > LongestText)
            Fault(name, $"Must be no longer than {LongestText} characters");
        else
            return given[0];
        return null;
    }

    /// <exception cref="CkanException">There is none.</exception>
    public string Required(string name) => Text(name) ?? throw (faults.Count > 0 ? CkanException.Invalid(faults) : CkanException.Invalid(name, "Missing value"));

    /// <summary>CKAN's <c>natural_number_validator</c>.</summary>
    public int Natural(string name, int fallback, int most = int.MaxValue)
    {
        if (Integer(name, fallback) is var number and >= 0)
            return Math.Min(number, most);
        Fault(name, "Must be a natural number");
        return fallback;
    }

    /// <summary>CKAN's <c>int_validator</c>.</summary>
    public int Integer(string name, int fallback)
    {
        if (Text(name) is not { } text)
            return fallback;
        if (long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return (int)Math.Clamp(number, int.MinValue, int.MaxValue);
        Fault(name, "Invalid integer");
        return fallback;
    }

    /// <summary>CKAN's <c>asbool</c>, by its own words.</summary>
    public bool Flag(string name, bool fallback = false)
    {
        switch (Text(name)?.Trim().ToLowerInvariant())
        {
            case null:
                return fallback;
            case "true" or "yes" or "on" or "y" or "t" or "1":
                return true;
            case "false" or "no" or "off" or "n" or "f" or "0":
                return false;
            default:
                Fault(name, "Must be true or false");
                return fallback;
        }
    }

    /// <summary>Several texts: repeated, a JSON list in one text, or one text.</summary>
    public IReadOnlyList<string> List(string name)
    {
        if (!values.TryGetValue(name, out var given))
            return [];
        if (given is not [var one] || !one.TrimStart().StartsWith('['))
            return [.. given.Where(text => text.Length > 0)];
        try
        {
            using var json = JsonDocument.Parse(one);
            if (json.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
                return [.. json.RootElement.EnumerateArray().Select(item => item.GetString()!)];
        }
        catch (JsonException)
        {
            // Told below.
        }

        Fault(name, "Not a list of strings");
        return [];
    }

    public void Fault(string name, string fault) => faults[name] = [fault];

    /// <summary>To be called once all parameters are read.</summary>
    /// <exception cref="CkanException">Something is wrong with them.</exception>
    public void Check()
    {
        if (faults.Count > 0)
            throw CkanException.Invalid(faults);
    }
}
