using System.Security.Cryptography;
using System.Text;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Publication;

/// <summary>
/// What datasets, publishers and categories are called in CKAN's action API, where a name is 2 to 100 of <c>a-z 0-9 - _</c>. Pure functions of the dataset;
/// whether a source's own name is free is for the reader of the whole catalogue to say.
/// </summary>
public static class PackageNames
{
    private const int Longest = 100;

    /// <summary>Namespace of our package ids, drawn once: it must never change, as readers keep the ids.</summary>
    private static readonly Guid Namespace = new("6f0f5a9e-7c39-4c1e-9f0d-2b8a54a1d3c7");

    /// <summary>The package's <c>id</c>: UUIDv5 (RFC 9562, section 5.5) of the dataset's id.</summary>
    public static Guid Id(string datasetId)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        byte[] named = [.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(datasetId)];
#pragma warning disable CA5350 // The standard asks for SHA-1; nothing is kept secret by it.
        SHA1.HashData(named, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>A resource's <c>id</c>: that of its source where it is a UUID, as CKAN's are, else UUIDv5 of dataset and distribution.</summary>
    public static Guid ResourceId(string datasetId, string distributionId) =>
        Guid.TryParseExact(distributionId, "D", out var own) ? own : Id($"{datasetId}#{distributionId}");

    /// <summary>The source's own name for the record: its id there, or the first of its identifiers, that is a name in CKAN's sense and no UUID. Null: it has none.</summary>
    public static string? Own(Dataset dataset)
    {
        if (IsOwn(dataset.Provenance.RecordId))
            return dataset.Provenance.RecordId;
        return dataset.Identifiers.FirstOrDefault(IsOwn);

        static bool IsOwn(string text) => IsName(text) && !Guid.TryParse(text, out _) && !text.All(char.IsAsciiDigit);
    }

    /// <summary>The name of a dataset whose source has none, or one that another dataset has, too: <c>source--record</c>, else with ten digits of the id's hash.</summary>
    public static string Slug(string datasetId)
    {
        var plain = datasetId.Replace("~", "--", StringComparison.Ordinal);
        return IsName(plain) ? plain : $"{Shortened(DatasetId.SourceOf(datasetId))}--{Hash(datasetId)}";
    }

    /// <summary>
    /// The organization of a publisher: <c>t</c> and its code (t131032), as the Tokyo catalogue names them; the metropolis's bureaus keep the name that this catalogue gives them (t000054).
    /// Departments of a municipality are no organizations of their own, so that <c>organization:t131032</c> finds all that it publishes anywhere. Null: the publisher is not known.
    /// </summary>
    public static string? Organization(Publisher publisher) => publisher switch
    {
        { Code: Publisher.Metropolis, Organization: { } own } when IsName(own) => own,
        { Code: { } code } => $"t{code}",
        { Organization: { } own } when IsName(own) => own,
        _ => null,
    };

    /// <summary>The groups of a dataset: the source's own names where it has some, else the title where that is a name, else made of its hash.</summary>
    public static IEnumerable<(string Name, string Title)> Groups(Dataset dataset)
    {
        for (var i = 0; i < dataset.Groups.Count; i++)
        {
            var title = dataset.Groups[i];
            if (dataset.GroupNames is { } names && i < names.Count && IsName(names[i]))
                yield return (names[i], title);
            else
                yield return (Group(title), title);
        }
    }

    /// <summary>True for what CKAN takes as a name.</summary>
    public static bool IsName(string text) =>
        text.Length is >= 2 and <= Longest && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');

    /// <summary>The name of a group that has a title only.</summary>
    public static string Group(string title) => IsName(title) ? title : $"g-{Hash(Nfkc.Of(title))}";

    private static string Shortened(string source) => source.Length <= Longest - 12 ? source : source[..(Longest - 12)];

    private static string Hash(string text) => RecordHash.Format(RecordHash.OfText(text))[..10];
}
