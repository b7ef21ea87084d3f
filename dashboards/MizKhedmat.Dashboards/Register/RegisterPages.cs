using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Register;

/// <summary>Lists of an agency's own records.</summary>
[Route("/agency/offices"), Route("/agency/services"), Route("/agency/desks"), Route("/agency/information-sheets"), Route("/agency/operators")]
[Route("/agency/counter-offices"), Route("/agency/representatives"), Route("/agency/exemptions")]
[Authorize(Policy = AccessRoom.Agency), Layout(typeof(MainLayout))]
public sealed class RecordListPage(RegisterList list, RegisterTitles titles, ReferenceNames references, RegistryNames agencies)
    : RecordListScreen(list, titles, references, agencies);

/// <summary>The whole register, read by the nation.</summary>
[Route("/national/register/{KindName}"), Route("/national/courses")]
[Authorize(Policy = AccessRoom.National), Layout(typeof(MainLayout))]
public sealed class NationalListPage(RegisterList list, RegisterTitles titles, ReferenceNames references, RegistryNames agencies)
    : RecordListScreen(list, titles, references, agencies);

/// <summary>What of the register lies in the own province.</summary>
[Route("/province/register/{KindName}")]
[Authorize(Policy = AccessRoom.Province), Layout(typeof(MainLayout))]
public sealed class ProvinceListPage(RegisterList list, RegisterTitles titles, ReferenceNames references, RegistryNames agencies)
    : RecordListScreen(list, titles, references, agencies);

/// <summary>The agencies that the directive may bind, as the Organization keeps them (1538588/P).</summary>
[Route("/admin/organisations")]
[Authorize(Policy = AccessRoom.Admin), Layout(typeof(MainLayout))]
public sealed class OrganisationListPage(RegisterList list, RegisterTitles titles, ReferenceNames references, RegistryNames agencies)
    : RecordListScreen(list, titles, references, agencies);

/// <summary>One own record of an agency.</summary>
[Route("/agency/offices/{Code}"), Route("/agency/services/{Code}"), Route("/agency/desks/{Code}"), Route("/agency/information-sheets/{Code}")]
[Route("/agency/operators/{Code}"), Route("/agency/counter-offices/{Code}"), Route("/agency/representatives/{Code}"), Route("/agency/exemptions/{Code}")]
[Authorize(Policy = AccessRoom.Agency), Layout(typeof(MainLayout))]
public sealed class RecordPage(RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, ReviewCases reviews, CourseAttendance attendance, DeskProbes probes)
    : RecordScreen(records, titles, references, people, reviews, attendance, probes);

/// <summary>One record of any agency, and of the Organization's own kinds, read by the nation.</summary>
[Route("/national/register/{KindName}/{Code}"), Route("/national/register/{KindName}/{Of}/{Code}"), Route("/national/courses/{Code}")]
[Authorize(Policy = AccessRoom.National), Layout(typeof(MainLayout))]
public sealed class NationalRecordPage(RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, ReviewCases reviews, CourseAttendance attendance, DeskProbes probes)
    : RecordScreen(records, titles, references, people, reviews, attendance, probes);

/// <summary>One record that lies in the own province.</summary>
[Route("/province/register/{KindName}/{Code}"), Route("/province/register/{KindName}/{Of}/{Code}")]
[Authorize(Policy = AccessRoom.Province), Layout(typeof(MainLayout))]
public sealed class ProvinceRecordPage(RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, ReviewCases reviews, CourseAttendance attendance, DeskProbes probes)
    : RecordScreen(records, titles, references, people, reviews, attendance, probes);

/// <summary>One agency with its history, where it is edited.</summary>
[Route("/admin/organisations/{Code}")]
[Authorize(Policy = AccessRoom.Admin), Layout(typeof(MainLayout))]
public sealed class OrganisationPage(RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, ReviewCases reviews, CourseAttendance attendance, DeskProbes probes)
    : RecordScreen(records, titles, references, people, reviews, attendance, probes);

/// <summary>The form of an agency's own record.</summary>
[Route("/agency/offices/new"), Route("/agency/services/new"), Route("/agency/desks/new"), Route("/agency/information-sheets/new"), Route("/agency/operators/new")]
[Route("/agency/counter-offices/new"), Route("/agency/representatives/new"), Route("/agency/exemptions/new")]
[Route("/agency/offices/{Code}/edit"), Route("/agency/services/{Code}/edit"), Route("/agency/desks/{Code}/edit"), Route("/agency/information-sheets/{Code}/edit")]
[Route("/agency/operators/{Code}/edit"), Route("/agency/counter-offices/{Code}/edit"), Route("/agency/representatives/{Code}/edit"), Route("/agency/exemptions/{Code}/edit")]
[Authorize(Policy = AccessRoom.Agency, Roles = Roles.AgencyEditor + "," + Roles.AgencyRepresentative), TakesPosts, Layout(typeof(MainLayout))]
public sealed class RecordFormPage(RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, EditRecord edit)
    : RecordFormScreen(records, titles, references, people, edit);

/// <summary>The form of an agency itself.</summary>
[Route("/admin/organisations/new"), Route("/admin/organisations/{Code}/edit")]
[Authorize(Policy = AccessRoom.Admin), TakesPosts, Layout(typeof(MainLayout))]
public sealed class OrganisationFormPage(RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, EditRecord edit)
    : RecordFormScreen(records, titles, references, people, edit);

/// <summary>The form of a training course (386059/3-2).</summary>
[Route("/national/courses/new"), Route("/national/courses/{Code}/edit")]
[Authorize(Policy = AccessRoom.National, Roles = Roles.Admin + "," + Roles.NationalOfficer), TakesPosts, Layout(typeof(MainLayout))]
public sealed class CourseFormPage(RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, EditRecord edit)
    : RecordFormScreen(records, titles, references, people, edit);
