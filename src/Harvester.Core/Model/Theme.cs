using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>A theme of the EU data-theme list; <paramref name="Why"/> names the rule or the stated value that led to it.</summary>
public sealed record Theme(string Iri, string Why)
{
    /// <summary><see cref="Why"/> of a theme that the source itself states.</summary>
    public const string Stated = "stated";

    /// <summary>What the IRIs of the EU data-theme list begin with.</summary>
    public const string EuList = "http://publications.europa.eu/resource/authority/data-theme/";

    /// <summary>Code of the list: <c>ENVI</c>.</summary>
    [JsonIgnore]
    public string Code => Iri.StartsWith(EuList, StringComparison.Ordinal) ? Iri[EuList.Length..] : Iri;

    [JsonIgnore]
    public bool IsStated => Why == Stated;
}
