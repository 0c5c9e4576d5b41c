using System.Text.Json;
using static Harvester.Core.Model.JsonMembers;

namespace Harvester.Core.Model;

/// <summary>
/// Reads the JSON of a dataset as <see cref="DatasetJson"/> wrote it: what <see cref="JsonSerializer"/> reads it to, in less than half of the time, as its generated code boxes each value of a
/// record whose properties are set at birth only. Unknown members are passed over and the last of several of one name counts, as there. A dataset is read for each page, export and search.
/// </summary>
internal static class DatasetReading
{
    /// <exception cref="JsonException">The bytes are no dataset.</exception>
    public static Dataset Read(ReadOnlySpan<byte> json)
    {
        Span<char> name = stackalloc char[LongestName];
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            var dataset = Dataset(ref reader, name) ?? throw new JsonException("null is no dataset");
            return reader.Read() ? throw new JsonException("something follows the dataset") : dataset;
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new JsonException($"the value at byte {reader.TokenStartIndex} has another type", e);
        }
    }

    private static Dataset? Dataset(ref Utf8JsonReader json, scoped Span<char> name)
    {
        if (!Opens(ref json, JsonTokenType.StartObject))
            return null;
        string? id = null, attribution = null, accessRights = null, rights = null, issued = null, modified = null, frequency = null, landingPage = null, inSeries = null;
        IReadOnlyList<string> previousIds = [], priorityFields = [], groups = [], language = [], identifiers = [];
        IReadOnlyList<string>? groupNames = null, derived = null;
        IReadOnlyDictionary<string, string>? title = null, description = null;
        IReadOnlyDictionary<string, IReadOnlyList<string>>? keywords = null;
        IReadOnlyList<Theme> themes = [];
        IReadOnlyList<Distribution> distributions = [];
        IReadOnlyList<Problem> problems = [];
        Publisher? publisher = null;
        ContactPoint? contactPoint = null;
        Licence? licence = null;
        ModifiedBasis? modifiedBasis = null;
        PeriodOfTime? temporal = null;
        Location? spatial = null;
        Provenance? provenance = null;
        Annotations? annotations = null;
        var state = DatasetState.Active;
        var version = 0;
        var sequence = 0L;
        while (Next(ref json, name, out var length))
        {
            switch (name[..length])
            {
                case "id": id = json.GetString(); break;
                case "previousIds": previousIds = Texts(ref json) ?? []; break;
                case "title": title = Map(ref json); break;
                case "description": description = Map(ref json); break;
                case "keywords": keywords = Lists(ref json); break;
                case "publisher": publisher = Publisher(ref json, name); break;
                case "contactPoint": contactPoint = ContactPoint(ref json, name); break;
                case "attribution": attribution = json.GetString(); break;
                case "themes": themes = Themes(ref json, name); break;
                case "priorityFields": priorityFields = Texts(ref json) ?? []; break;
                case "groups": groups = Texts(ref json) ?? []; break;
                case "groupNames": groupNames = Texts(ref json); break;
                case "licence": licence = Licence(ref json, name); break;
                case "accessRights": accessRights = json.GetString(); break;
                case "rights": rights = json.GetString(); break;
                case "issued": issued = json.GetString(); break;
                case "modified": modified = json.GetString(); break;
                case "modifiedBasis": modifiedBasis = json.TokenType is JsonTokenType.Null ? null : Word(ref json, ModifiedBasisWords); break;
                case "frequency": frequency = json.GetString(); break;
                case "temporal": temporal = PeriodOfTime(ref json, name); break;
                case "spatial": spatial = Location(ref json, name); break;
                case "language": language = Texts(ref json) ?? []; break;
                case "landingPage": landingPage = json.GetString(); break;
                case "identifiers": identifiers = Texts(ref json) ?? []; break;
                case "inSeries": inSeries = json.GetString(); break;
                case "distributions": distributions = Distributions(ref json, name); break;
                case "derived": derived = Texts(ref json); break;
                case "provenance": provenance = Provenance(ref json, name); break;
                case "problems": problems = Problems(ref json, name); break;
                case "state": state = Word(ref json, StateWords); break;
                case "version": version = json.GetInt32(); break;
                case "sequence": sequence = json.GetInt64(); break;
                case "annotations": annotations = JsonSerializer.Deserialize(ref json, DatasetJson.Plain.Annotations); break;
                default: json.Skip(); break;
            }
        }

        return new Dataset
        {
            Id = id ?? throw Missing("id"),
            PreviousIds = previousIds,
            Title = title ?? throw Missing("title"),
            Description = description,
            Keywords = keywords,
            Publisher = publisher ?? throw Missing("publisher"),
            ContactPoint = contactPoint,
            Attribution = attribution,
            Themes = themes,
            PriorityFields = priorityFields,
            Groups = groups,
            GroupNames = groupNames,
            Licence = licence,
            AccessRights = accessRights,
            Rights = rights,
            Issued = issued,
            Modified = modified,
            ModifiedBasis = modifiedBasis,
            Frequency = frequency,
            Temporal = temporal,
            Spatial = spatial,
            Language = language,
            LandingPage = landingPage,
            Identifiers = identifiers,
            InSeries = inSeries,
            Distributions = distributions,
            Derived = derived,
            Provenance = provenance ?? throw Missing("provenance"),
            Problems = problems,
            State = state,
            Version = version,
            Sequence = sequence,
            Annotations = annotations,
        };
    }

    private static List<Distribution> Distributions(ref Utf8JsonReader json, scoped Span<char> name)
    {
        List<Distribution> distributions = [];
        for (var any = Opens(ref json, JsonTokenType.StartArray); any && Item(ref json);)
            distributions.Add(Distribution(ref json, name));
        return distributions;
    }

    private static Distribution Distribution(ref Utf8JsonReader json, scoped Span<char> name)
    {
        string? id = null, accessUrl = null, downloadUrl = null, format = null, mediaType = null, rights = null, issued = null, modified = null;
        IReadOnlyDictionary<string, string>? title = null, description = null;
        long? byteSize = null;
        Checksum? checksum = null;
        Licence? licence = null;
        int? openness = null;
        IReadOnlyList<string>? derived = null;
        for (var any = Opens(ref json, JsonTokenType.StartObject); any && Next(ref json, name, out var length);)
        {
            switch (name[..length])
            {
                case "id": id = json.GetString(); break;
                case "title": title = Map(ref json); break;
                case "description": description = Map(ref json); break;
                case "accessUrl": accessUrl = json.GetString(); break;
                case "downloadUrl": downloadUrl = json.GetString(); break;
                case "format": format = json.GetString(); break;
                case "mediaType": mediaType = json.GetString(); break;
                case "byteSize": byteSize = json.TokenType is JsonTokenType.Null ? null : json.GetInt64(); break;
                case "checksum": checksum = Checksum(ref json, name); break;
                case "licence": licence = Licence(ref json, name); break;
                case "rights": rights = json.GetString(); break;
                case "issued": issued = json.GetString(); break;
                case "modified": modified = json.GetString(); break;
                case "openness": openness = json.TokenType is JsonTokenType.Null ? null : json.GetInt32(); break;
                case "derived": derived = Texts(ref json); break;
                default: json.Skip(); break;
            }
        }

        return new Distribution
        {
            Id = id ?? throw Missing("distributions: id"),
            Title = title,
            Description = description,
            AccessUrl = accessUrl,
            DownloadUrl = downloadUrl,
            Format = format,
            MediaType = mediaType,
            ByteSize = byteSize,
            Checksum = checksum,
            Licence = licence,
            Rights = rights,
            Issued = issued,
            Modified = modified,
            Openness = openness,
            Derived = derived,
        };
    }

    private static Publisher? Publisher(ref Utf8JsonReader json, scoped Span<char> name)
    {
        if (!Opens(ref json, JsonTokenType.StartObject))
            return null;
        string? code = null, unit = null, organization = null;
        IReadOnlyDictionary<string, string>? names = null;
        while (Next(ref json, name, out var length))
        {
            switch (name[..length])
            {
                case "code": code = json.GetString(); break;
                case "name": names = Map(ref json); break;
                case "unit": unit = json.GetString(); break;
                case "organization": organization = json.GetString(); break;
                default: json.Skip(); break;
            }
        }

        return new Publisher { Code = code, Name = names, Unit = unit, Organization = organization };
    }

    private static ContactPoint? ContactPoint(ref Utf8JsonReader json, scoped Span<char> name)
    {
        if (!Opens(ref json, JsonTokenType.StartObject))
            return null;
        string? called = null, email = null, phone = null, url = null;
        while (Next(ref json, name, out var length))
        {
            switch (name[..length])
            {
                case "name": called = json.GetString(); break;
                case "email": email = json.GetString(); break;
                case "phone": phone = json.GetString(); break;
                case "url": url = json.GetString(); break;
                default: json.Skip(); break;
            }
        }

        return new ContactPoint { Name = called, Email = email, Phone = phone, Url = url };
    }

    private static Licence? Licence(ref Utf8JsonReader json, scoped Span<char> name)
    {
        if (!Opens(ref json, JsonTokenType.StartObject))
            return null;
        string? id = null, url = null, original = null, statement = null;
        bool? open = null;
        var basis = LicenceBasis.Record;
        while (Next(ref json, name, out var length))
        {
            switch (name[..length])
            {
                case "id": id = json.GetString(); break;
                case "url": url = json.GetString(); break;
                case "open": open = json.TokenType is JsonTokenType.Null ? null : json.GetBoolean(); break;
                case "original": original = json.GetString(); break;
                case "basis": basis = Word(ref json, LicenceBasisWords); break;
                case "statement": statement = json.GetString(); break;
                default: json.Skip(); break;
            }
        }

        return new Licence { Id = id, Url = url, Open = open, Original = original, Basis = basis, Statement = statement };
    }

    private static List<Theme> Themes(ref Utf8JsonReader json, scoped Span<char> name)
    {
        List<Theme> themes = [];
        for (var any = Opens(ref json, JsonTokenType.StartArray); any && Item(ref json);)
        {
            var (iri, why) = Pair(ref json, name, "iri", "why");
            themes.Add(new Theme(iri!, why!));
        }

        return themes;
    }

    private static Checksum? Checksum(ref Utf8JsonReader json, scoped Span<char> name)
    {
        if (json.TokenType is JsonTokenType.Null)
            return null;
        var (algorithm, value) = Pair(ref json, name, "algorithm", "value");
        return new Checksum(algorithm!, value!);
    }

    private static PeriodOfTime? PeriodOfTime(ref Utf8JsonReader json, scoped Span<char> name)
    {
        if (json.TokenType is JsonTokenType.Null)
            return null;
        var (start, end) = Pair(ref json, name, "start", "end");
        return new PeriodOfTime(start, end);
    }

    private static Location? Location(ref Utf8JsonReader json, scoped Span<char> name)
    {
        if (!Opens(ref json, JsonTokenType.StartObject))
            return null;
        string? code = null, called = null;
        List<double>? bbox = null;
        JsonElement? geometry = null;
        while (Next(ref json, name, out var length))
        {
            switch (name[..length])
            {
                case "code": code = json.GetString(); break;
                case "name": called = json.GetString(); break;
                case "bbox": bbox = Numbers(ref json); break;
                case "geometry": geometry = json.TokenType is JsonTokenType.Null ? null : JsonElement.ParseValue(ref json); break;
                default: json.Skip(); break;
            }
        }

        return new Location { Code = code, Name = called, Bbox = bbox, Geometry = geometry };
    }

    private static Provenance? Provenance(ref Utf8JsonReader json, scoped Span<char> name)
    {
        if (!Opens(ref json, JsonTokenType.StartObject))
            return null;
        string? source = null, recordId = null, recordUrl = null, rawHash = null, contentHash = null, mappingVersion = null;
        DateTimeOffset firstSeen = default, lastChanged = default;
        DateTimeOffset? missingSince = null;
        while (Next(ref json, name, out var length))
        {
            switch (name[..length])
            {
                case "source": source = json.GetString(); break;
                case "recordId": recordId = json.GetString(); break;
                case "recordUrl": recordUrl = json.GetString(); break;
                case "firstSeen": firstSeen = json.GetDateTimeOffset(); break;
                case "lastChanged": lastChanged = json.GetDateTimeOffset(); break;
                case "missingSince": missingSince = json.TokenType is JsonTokenType.Null ? null : json.GetDateTimeOffset(); break;
                case "rawHash": rawHash = json.GetString(); break;
                case "contentHash": contentHash = json.GetString(); break;
                case "mappingVersion": mappingVersion = json.GetString(); break;
                default: json.Skip(); break;
            }
        }

        return new Provenance
        {
            Source = source ?? throw Missing("provenance: source"),
            RecordId = recordId ?? throw Missing("provenance: recordId"),
            RecordUrl = recordUrl,
            FirstSeen = firstSeen,
            LastChanged = lastChanged,
            MissingSince = missingSince,
            RawHash = rawHash ?? throw Missing("provenance: rawHash"),
            ContentHash = contentHash ?? "",
            MappingVersion = mappingVersion ?? throw Missing("provenance: mappingVersion"),
        };
    }

    private static List<Problem> Problems(ref Utf8JsonReader json, scoped Span<char> name)
    {
        List<Problem> problems = [];
        for (var any = Opens(ref json, JsonTokenType.StartArray); any && Item(ref json);)
        {
            string? code = null, field = null, value = null, detail = null;
            var (severity, whose) = (Severity.Info, Whose.Ours);
            for (var opened = Opens(ref json, JsonTokenType.StartObject); opened && Next(ref json, name, out var length);)
            {
                switch (name[..length])
                {
                    case "code": code = json.GetString(); break;
                    case "severity": severity = Word(ref json, SeverityWords); break;
                    case "whose": whose = Word(ref json, WhoseWords); break;
                    case "field": field = json.GetString(); break;
                    case "value": value = json.GetString(); break;
                    case "detail": detail = json.GetString(); break;
                    default: json.Skip(); break;
                }
            }

            problems.Add(new Problem(code!, severity, whose, field, value, detail!));
        }

        return problems;
    }

    private static readonly (byte[] Word, DatasetState Value)[] StateWords = Words<DatasetState>();
    private static readonly (byte[] Word, ModifiedBasis Value)[] ModifiedBasisWords = Words<ModifiedBasis>();
    private static readonly (byte[] Word, LicenceBasis Value)[] LicenceBasisWords = Words<LicenceBasis>();
    private static readonly (byte[] Word, Severity Value)[] SeverityWords = Words<Severity>();
    private static readonly (byte[] Word, Whose Value)[] WhoseWords = Words<Whose>();

    private static JsonException Missing(string member) => new($"the dataset has no {member}");
}
