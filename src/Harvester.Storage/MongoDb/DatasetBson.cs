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
        document.Lists("keywords"u8, dataset.Keywords);
        document.Publisher(dataset.Publisher);
        document.ContactPoint(dataset.ContactPoint);
        document.TextIfAny("attribution"u8, dataset.Attribution);
        document.Themes(dataset.Themes);
        document.List("priorityFields"u8, dataset.PriorityFields);
        document.List("groups"u8, dataset.Groups);
        document.List("groupNames"u8, dataset.GroupNames);
        document.Licence(dataset.Licence);
        document.TextIfAny("accessRights"u8, dataset.AccessRights);
        document.TextIfAny("rights"u8, dataset.Rights);
        document.TextIfAny("issued"u8, dataset.Issued);
        document.TextIfAny("modified"u8, dataset.Modified);
        document.TextIfAny("modifiedBasis"u8, dataset.ModifiedBasis is { } basis ? EnumWord.Of(basis) : null);
        document.TextIfAny("frequency"u8, dataset.Frequency);
        document.PeriodOfTime(dataset.Temporal);
        document.Location(dataset.Spatial);
        document.List("language"u8, dataset.Language);
        document.TextIfAny("landingPage"u8, dataset.LandingPage);
        document.List("identifiers"u8, dataset.Identifiers);
        document.TextIfAny("inSeries"u8, dataset.InSeries);
        document.Distributions(dataset.Distributions);
        document.List("derived"u8, dataset.Derived);
    }

    /// <summary>The system's instants are dates.</summary>
    public static void Provenance(this RawBson document, Provenance provenance)
    {
        var start = document.Begin("provenance"u8);
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
        document.End(start);
    }

    public static void Problems(this RawBson document, IReadOnlyList<Problem> problems)
    {
        var start = document.BeginArray("problems"u8);
        for (var i = 0; i < problems.Count; i++)
        {
            var (problem, item) = (problems[i], document.BeginItem(i));
            document.TextIfAny("code"u8, problem.Code);
            document.TextIfAny("severity"u8, EnumWord.Of(problem.Severity));
            document.TextIfAny("whose"u8, EnumWord.Of(problem.Whose));
            document.TextIfAny("field"u8, problem.Field);
            document.TextIfAny("detail"u8, problem.Detail);
            document.TextIfAny("value"u8, problem.Value);
            document.End(item);
        }

        document.End(start);
    }

    /// <summary>A list of texts; nothing where there is none.</summary>
    public static void List(this RawBson document, ReadOnlySpan<byte> name, IReadOnlyList<string>? texts)
    {
        if (texts is not null)
            document.List(document.BeginArray(name), texts);
    }

    private static void List(this RawBson document, int start, IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
            document.Item(i, texts[i]);
        document.End(start);
    }

    private static void Texts(this RawBson document, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string>? texts)
    {
        if (texts is null)
            return;
        var start = document.Begin(name);
        foreach (var (tag, text) in texts)
            document.TextIfAny(tag, text);
        document.End(start);
    }

    private static void Lists(this RawBson document, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, IReadOnlyList<string>>? lists)
    {
        if (lists is null)
            return;
        var start = document.Begin(name);
        foreach (var (tag, list) in lists)
            document.List(document.BeginArray(tag), list);
        document.End(start);
    }

    private static void Publisher(this RawBson document, Publisher publisher)
    {
        var start = document.Begin("publisher"u8);
        document.TextIfAny("code"u8, publisher.Code);
        document.Texts("name"u8, publisher.Name);
        document.TextIfAny("unit"u8, publisher.Unit);
        document.TextIfAny("organization"u8, publisher.Organization);
        document.End(start);
    }

    private static void ContactPoint(this RawBson document, ContactPoint? contact)
    {
        if (contact is null)
            return;
        var start = document.Begin("contactPoint"u8);
        document.TextIfAny("name"u8, contact.Name);
        document.TextIfAny("email"u8, contact.Email);
        document.TextIfAny("phone"u8, contact.Phone);
        document.TextIfAny("url"u8, contact.Url);
        document.End(start);
    }

    private static void Themes(this RawBson document, IReadOnlyList<Theme> themes)
    {
        var start = document.BeginArray("themes"u8);
        for (var i = 0; i < themes.Count; i++)
        {
            var item = document.BeginItem(i);
            document.TextIfAny("iri"u8, themes[i].Iri);
            document.TextIfAny("why"u8, themes[i].Why);
            document.End(item);
        }

        document.End(start);
    }

    private static void Licence(this RawBson document, Licence? licence)
    {
        if (licence is null)
            return;
        var start = document.Begin("licence"u8);
        document.TextIfAny("id"u8, licence.Id);
        document.TextIfAny("url"u8, licence.Url);
        if (licence.Open is { } open)
            document.Boolean("open"u8, open);
        document.TextIfAny("original"u8, licence.Original);
        document.TextIfAny("basis"u8, EnumWord.Of(licence.Basis));
        document.TextIfAny("statement"u8, licence.Statement);
        document.End(start);
    }

    private static void PeriodOfTime(this RawBson document, PeriodOfTime? period)
    {
        if (period is null)
            return;
        var start = document.Begin("temporal"u8);
        document.TextIfAny("start"u8, period.Start);
        document.TextIfAny("end"u8, period.End);
        document.End(start);
    }

    private static void Location(this RawBson document, Location? location)
    {
        if (location is null)
            return;
        var start = document.Begin("spatial"u8);
        document.TextIfAny("code"u8, location.Code);
        document.TextIfAny("name"u8, location.Name);
        if (location is { Bbox: not null } or { Geometry: not null })
            document.Places(location with { Code = null, Name = null });
        document.End(start);
    }

    /// <summary>Numbers of the publisher, which JSON writes with or without a fraction, and any GeoJSON: seldom, and as they are in JSON.</summary>
    private static void Places(this RawBson document, Location location)
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(location, DatasetJson.Plain.Location), new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            document.Member(ref reader);
    }

    private static void Distributions(this RawBson document, IReadOnlyList<Distribution> distributions)
    {
        var start = document.BeginArray("distributions"u8);
        for (var i = 0; i < distributions.Count; i++)
        {
            var item = document.BeginItem(i);
            document.Distribution(distributions[i]);
            document.End(item);
        }

        document.End(start);
    }

    private static void Distribution(this RawBson document, Distribution distribution)
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
        if (distribution.Checksum is { } checksum)
        {
            var start = document.Begin("checksum"u8);
            document.TextIfAny("algorithm"u8, checksum.Algorithm);
            document.TextIfAny("value"u8, checksum.Value);
            document.End(start);
        }

        document.Licence(distribution.Licence);
        document.TextIfAny("rights"u8, distribution.Rights);
        document.TextIfAny("issued"u8, distribution.Issued);
        document.TextIfAny("modified"u8, distribution.Modified);
        if (distribution.Openness is { } stars)
            document.Int32("openness"u8, stars);
        document.List("derived"u8, distribution.Derived);
    }
}
