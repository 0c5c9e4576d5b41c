using System.Text;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.JsonLd;

/// <summary>The keywords of JSON-LD 1.1 (section 1.7) and the forms of identifiers.</summary>
internal static class Keywords
{
    public static bool IsKeyword(string value) => value is "@base" or "@container" or "@context" or "@default" or "@direction" or "@graph"
        or "@id" or "@import" or "@included" or "@index" or "@json" or "@language" or "@list" or "@nest" or "@none" or "@prefix"
        or "@propagate" or "@protected" or "@reverse" or "@set" or "@type" or "@value" or "@version" or "@vocab";

    /// <summary>"@" and letters: reserved for keywords to come, hence ignored.</summary>
    public static bool HasKeywordForm(string value)
    {
        if (value.Length < 2 || value[0] != '@')
            return false;
        foreach (var character in value.AsSpan(1))
        {
            if (!char.IsAsciiLetter(character))
                return false;
        }
        return true;
    }

    public static bool IsBlank(string value) => value.StartsWith("_:", StringComparison.Ordinal);

    public static bool IsIriOrBlank(string value) => IsBlank(value) || IriReference.IsAbsolute(value);

    /// <summary>An absolute IRI with legal characters and at most one fragment.</summary>
    public static bool IsWellFormedIri(ReadOnlySpan<byte> value) =>
        Iris.IsAbsolute(value) && Iris.IndexOfIllegal(value) < 0 && value.IndexOf((byte)'#') == value.LastIndexOf((byte)'#');

    /// <inheritdoc cref="IsWellFormedIri(ReadOnlySpan{byte})"/>
    public static bool IsWellFormedIri(string value) =>
        IriReference.IsAbsolute(value) && IriReference.IndexOfIllegal(value) < 0 && value.IndexOf('#') == value.LastIndexOf('#');

    /// <summary>BCP 47's outer form, as RDF 1.1 Concepts section 3.3 asks for.</summary>
    public static bool IsWellFormedLanguage(ReadOnlySpan<byte> tag) => LanguageTags.IsTag(tag, LanguageTags.LongestPart);

    /// <inheritdoc cref="IsWellFormedLanguage(ReadOnlySpan{byte})"/>
    public static bool IsWellFormedLanguage(string tag) => IsWellFormedLanguage(Encoding.UTF8.GetBytes(tag));
}
