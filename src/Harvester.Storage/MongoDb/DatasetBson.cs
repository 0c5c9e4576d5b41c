using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// The members of a dataset as BSON, straight from its properties: the bytes that its JSON would come to by <see cref="RawBson.Member(ref Utf8JsonReader)"/>, which costs twice as much
/// and in a first harvest is the fate of every record. Names, order and what is left out are those of <see cref="DatasetJson"/>, as a test over datasets of every shape compares.
/// </summary>
internal static class DatasetBson
{
    /// <summary>The members from <c>title</c> to <c>derived</c>: what the publisher says.</summary>
    public static void Content(this RawBson document, Dataset dataset)
    {
        document.Texts("title"u8, dataset.Title);
        document.Texts("description"u8, dataset.Description);
        document.Member("keywords"u8, dataset.Keywords, Lists);
        document.Member("publisher"u8, dataset.Publisher, Publisher);
        document.Member("contactPoint"u8, dataset.ContactPoint, ContactPoint);
        document.TextIfAny("attribution"u8, dataset.Attribution);
        document.Items("themes"u8, dataset.Themes, Theme);
        document.List("priorityFields"u8, dataset.PriorityFields);
        document.List("groups"u8, dataset.Groups);
        document.List("groupNames"u8, dataset.GroupNames);
        document.Member("licence"u8, dataset.Licence, Licence);
        document.TextIfAny("accessRights"u8, dataset.AccessRights);
        document.TextIfAny("rights"u8, dataset.Rights);
        document.TextIfAny("issued"u8, dataset.Issued);
        document.TextIfAny("modified"u8, dataset.Modified);
        document.TextIfAny("modifiedBasis"u8, dataset.ModifiedBasis is { } basis ? EnumWord.Of(basis) : null);
        document.TextIfAny("frequency"u8, dataset.Frequency);
        document.Member("temporal"u8, dataset.Temporal, PeriodOfTime);
        document.Member("spatial"u8, dataset.Spatial, Location);
        document.List("language"u8, dataset.Language);
        document.TextIfAny("landingPage"u8, dataset.LandingPage);
        document.List("identifiers"u8, dataset.Identifiers);
        document.TextIfAny("inSeries"u8, dataset.InSeries);
        document.Items("distributions"u8, dataset.Distributions, Distribution);
        document.List("derived"u8, dataset.Derived);
    }

    /// <summary>The system's instants are dates.</summary>
    public static void Provenance(this RawBson document, Provenance provenance) => document.Member("provenance"u8, provenance, Members);

    public static void Problems(this RawBson document, IReadOnlyList<Problem> problems) => document.Items("problems"u8, problems, Problem);

    /// <summary>A list of texts; nothing where there is none.</summary>
    public static void List(this RawBson document, ReadOnlySpan<byte> name, IReadOnlyList<string>? texts)
    {
        if (texts is not null)
            document.Items(document.BeginArray(name), texts);
    }

    private static void Items(this RawBson document, int start, IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
            document.Item(i, texts[i]);
        document.End(start);
    }

    /// <summary>A document with these members; nothing where there is no value.</summary>
    private static void Member<T>(this RawBson document, ReadOnlySpan<byte> name, T? value, Action<RawBson, T> members)
        where T : class
    {
        if (value is null)
            return;
        var start = document.Begin(name);
        members(document, value);
        document.End(start);
    }

    /// <summary>An array of documents with these members.</summary>
    private static void Items<T>(this RawBson document, ReadOnlySpan<byte> name, IReadOnlyList<T> values, Action<RawBson, T> members)
    {
        var start = document.BeginArray(name);
        for (var i = 0; i < values.Count; i++)
        {
            var item = document.BeginItem(i);
            members(document, values[i]);
            document.End(item);
        }

        document.End(start);
    }

    private static void Texts(this RawBson document, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string>? texts) => document.Member(name, texts, Texts);

    private static void Texts(RawBson document, IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (tag, text) in texts)
            document.TextIfAny(tag, text);
    }

    private static void Lists(RawBson document, IReadOnlyDictionary<string, IReadOnlyList<string>> lists)
    {
        foreach (var (tag, list) in lists)
            document.Items(document.BeginArray(tag), list);
    }

    private static void Publisher(RawBson document, Publisher publisher)
    {
        document.TextIfAny("code"u8, publisher.Code);
        document.Texts("name"u8, publisher.Name);
        document.TextIfAny("unit"u8, publisher.Unit);
        document.TextIfAny("organization"u8, publisher.Organization);
    }

    private static void ContactPoint(RawBson document, ContactPoint contact)
    {
        document.TextIfAny("name"u8, contact.Name);
        document.TextIfAny("email"u8, contact.Email);
        document.TextIfAny("phone"u8, contact.Phone);
        document.TextIfAny("url"u8, contact.Url);
    }

    private static void Theme(RawBson document, Theme theme)
    {
        document.TextIfAny("iri"u8, theme.Iri);
        document.TextIfAny("why"u8, theme.Why);
    }

    private static void Licence(RawBson document, Licence licence)
    {
        document.TextIfAny("id"u8, licence.Id);
        document.TextIfAny("url"u8, licence.Url);
        if (licence.Open is { } open)
            document.Boolean("open"u8, open);
        document.TextIfAny("original"u8, licence.Original);
        document.TextIfAny("basis"u8, EnumWord.Of(licence.Basis));
        document.TextIfAny("statement"u8, licence.Statement);
    }

    private static void PeriodOfTime(RawBson document, PeriodOfTime period)
    {
        document.TextIfAny("start"u8, period.Start);
        document.TextIfAny("end"u8, period.End);
    }

    private static void Location(RawBson document, Location location)
    {
        document.TextIfAny("code"u8, location.Code);
        document.TextIfAny("name"u8, location.Name);
        if (location is { Bbox: not null } or { Geometry: not null })
            Places(document, location with { Code = null, Name = null });
    }

    /// <summary>Numbers of the publisher, which JSON writes with or without a fraction, and any GeoJSON: seldom, and as they are in JSON.</summary>
    private static void Places(RawBson document, Location location)
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(location, DatasetJson.Plain.Location), new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            document.Member(ref reader);
    }

    private static void Distribution(RawBson document, Distribution distribution)
    {
        document.TextIfAny("id"u8, distribution.Id);
        document.Texts("title"u8, distribution.Title);
        document.Texts("description"u8, distribution.Description);
        document.TextIfAny("accessUrl"u8, distribution.AccessUrl);
        document.TextIfAny("downloadUrl"u8, distribution.DownloadUrl);
        document.TextIfAny("format"u8, distribution.Format);
        document.TextIfAny("mediaType"u8, distribution.MediaType);
        if (distribution.ByteSize is { } size)
            document.Number("byteSize"u8, size);
        document.Member("checksum"u8, distribution.Checksum, Checksum);
        document.Member("licence"u8, distribution.Licence, Licence);
        document.TextIfAny("rights"u8, distribution.Rights);
        document.TextIfAny("issued"u8, distribution.Issued);
        document.TextIfAny("modified"u8, distribution.Modified);
        if (distribution.Openness is { } stars)
            document.Int32("openness"u8, stars);
        document.List("derived"u8, distribution.Derived);
    }

    private static void Checksum(RawBson document, Checksum checksum)
    {
        document.TextIfAny("algorithm"u8, checksum.Algorithm);
        document.TextIfAny("value"u8, checksum.Value);
    }

    private static void Problem(RawBson document, Problem problem)
    {
        document.TextIfAny("code"u8, problem.Code);
        document.TextIfAny("severity"u8, EnumWord.Of(problem.Severity));
        document.TextIfAny("whose"u8, EnumWord.Of(problem.Whose));
        document.TextIfAny("field"u8, problem.Field);
        document.TextIfAny("detail"u8, problem.Detail);
        document.TextIfAny("value"u8, problem.Value);
    }

    private static void Members(RawBson document, Provenance provenance)
    {
        document.TextIfAny("source"u8, provenance.Source);
        document.TextIfAny("recordId"u8, provenance.RecordId);
        document.TextIfAny("recordUrl"u8, provenance.RecordUrl);
        document.Date("firstSeen"u8, provenance.FirstSeen);
        document.Date("lastChanged"u8, provenance.LastChanged);
        if (provenance.MissingSince is { } missing)
            document.Date("missingSince"u8, missing);
        document.TextIfAny("rawHash"u8, provenance.RawHash);
        document.TextIfAny("contentHash"u8, provenance.ContentHash);
        document.TextIfAny("mappingVersion"u8, provenance.MappingVersion);
    }
}
